package tarn.enrich;

import java.util.regex.Pattern;

/** Tells bots by their user agent: the names they give themselves, HTTP libraries, headless browsers, uap's spiders. */
final class BotDetection {
  private static final Pattern NAMES = Pattern.compile(
      "(?<!cu)bot(?:\\b|[-_/;:]|s\\b)|crawl|spider|slurp|scrap|fetcher|archiver|validator|monitor|lighthouse|pagespeed"
          + "|headless|phantomjs|puppeteer|playwright|selenium|electron-prerender"
          + "|^curl/|^wget|python-|^python|^java/|^apache-httpclient|^okhttp|^go-http-client|^node-fetch|^axios|^ruby|^perl"
          + "|libwww|httpclient|^php/|guzzle|facebookexternalhit|whatsapp/|embedly|preview|feedburner|feedfetcher"
          + "|gptbot|chatgpt-user|oai-search|claude-|anthropic|perplexity|ccbot|bytespider|amazonbot",
      Pattern.CASE_INSENSITIVE);
  private static final String SPIDER_FAMILY = "Spider";

  private BotDetection() {}

  static boolean isBot(String header, String deviceFamily) {
    return SPIDER_FAMILY.equals(deviceFamily) || NAMES.matcher(header).find();
  }
}
