package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BotDetectionTest {
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

  @Test
  void findsNearlyAllKnownCrawlers() throws IOException {
    List<String> crawlers = AgentCorpus.crawlers();
    List<String> missed = crawlers.stream().filter(agent -> !BotDetection.isBot(agent, null)).toList();
    assertTrue(crawlers.size() > 2_000, "instances: " + crawlers.size());
    assertTrue(missed.size() <= crawlers.size() * 0.005, missed.size() + " missed: " + missed);
  }

  @Test
  void takesNoBrowserForABot() throws IOException {
    UserAgentParser parser = new UserAgentParser(UserAgentRegexes.bundled());
    List<String> browsers = AgentCorpus.browsers();
    assertTrue(browsers.size() > 1_000, "browsers: " + browsers.size());
    assertEquals(List.of(), browsers.stream().filter(agent -> parser.parse(agent).bot()).toList());
  }

  @Test
  void answersAsThePlainPatternsDo() throws IOException {
    PlainBotDetection plain = new PlainBotDetection();
    List<String> agents = new ArrayList<>(AgentCorpus.crawlers());
    agents.addAll(AgentCorpus.browsers());
    Random random = new Random(6);
    for (int i = 0; i < 8_000; i++) {
      agents.add(spliced(agents.get(random.nextInt(agents.size())), agents.get(random.nextInt(agents.size())), random));
    }
    List<String> different = agents.stream().filter(agent -> agent.chars().anyMatch(Character::isLetter) && agent.length() <= 1_024)
        .filter(agent -> plain.matches(agent) != BotDetection.isBot(agent, null)).toList();
    assertEquals(List.of(), different);
  }

  /** A piece of one and a piece of the other, capitals changed now and then, so that literals are cut and met in new places. */
  private static String spliced(String one, String other, Random random) {
    String text = one.substring(random.nextInt(one.length() + 1)) + other.substring(0, random.nextInt(other.length() + 1));
    return switch (random.nextInt(6)) {
      case 0 -> text.toUpperCase(java.util.Locale.ROOT);
      case 1 -> text.toLowerCase(java.util.Locale.ROOT);
      case 2 -> text + "^$é\u212A;";
      default -> text;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", "0", "5.0 (1)", "%%", "\u0000"})
  @NullSource
  void takesEmptyAndAbsurdAgentsForBots(String agent) {
    assertTrue(BotDetection.isBot(agent, null));
  }

  @Test
  void takesAgentsLongerThanAnyBrowsersForBots() {
    assertFalse(BotDetection.isBot(CHROME + " " + "Mobile ".repeat(100), null));
    assertTrue(BotDetection.isBot(CHROME + " " + "Mobile ".repeat(200), null));
  }

  @Test
  void believesUapsSpiders() {
    assertFalse(BotDetection.isBot(CHROME, "Other"));
    assertTrue(BotDetection.isBot(CHROME, "Spider"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "curl/8.5.0", "Wget/1.21.4", "python-requests/2.32.3", "Python/3.12 aiohttp/3.10.5", "python-httpx/0.27.2", "Python-urllib/3.12",
      "Go-http-client/2.0", "Java/17.0.2", "Java-http-client/21", "Apache-HttpClient/4.5.14 (Java/17.0.9)", "okhttp/4.12.0",
      "axios/1.7.7", "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", "node", "undici", "got (https://github.com/sindresorhus/got)",
      "GuzzleHttp/7", "Ruby", "Faraday v2.9.0", "libwww-perl/6.72", "PostmanRuntime/7.42.0", "insomnia/10.0.0", "reqwest/0.12",
      "Dart/3.5 (dart:io)", "Scrapy/2.11.2 (+https://scrapy.org)", "lua-resty-http/0.17.1 (Lua) ngx_lua/10026", "HTTPie/3.2.3",
      "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.1", "colly - https://github.com/gocolly/colly"})
  void knowsHttpLibraries(String agent) {
    assertTrue(BotDetection.isBot(agent, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
      "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/22.1.0",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Prerender (+https://github.com/prerender/prerender)",
      "Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse",
      "Mozilla/5.0 (X11; Linux x86_64; HtmlUnit/4.5) Gecko/20100101 Firefox/128.0",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Cypress/13.15.0 Chrome/118.0.0.0 Electron/27.3.10 Safari/537.36"})
  void knowsHeadlessBrowsers(String agent) {
    assertTrue(BotDetection.isBot(agent, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "GPTBot/1.2", "ChatGPT-User/1.0", "OAI-SearchBot/1.0", "ClaudeBot/1.0", "Claude-User/1.0", "Claude-SearchBot/1.0", "anthropic-ai",
      "PerplexityBot/1.0", "Perplexity-User/1.0", "CCBot/2.0", "Bytespider", "Amazonbot/0.1", "Applebot/0.1", "Google-CloudVertexBot",
      "meta-externalagent/1.1", "meta-externalfetcher/1.1", "cohere-ai", "Diffbot/0.1", "DuckAssistBot/1.2", "MistralAI-User/1.0",
      "YouBot/1.0", "Timpibot/0.8", "PanguBot", "AI2Bot", "Gemini-Deep-Research", "GoogleOther", "NovaAct/1.0", "iaskspider/2.0",
      "DeepSeekBot/1.0", "Devin/1.0", "Kangaroo Bot"})
  void knowsTheAgentsOfAiServices(String name) {
    assertTrue(BotDetection.isBot("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; " + name + ") Chrome/131.0.0.0 Safari/537.36", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21G93 [FBAN/FBIOS;FBAV/480.0.0.36.109;FBBV/640586923;FBDV/iPhone15,3;FBMD/iPhone;FBSN/iOS;FBSV/17.6.1;FBSS/3;FBID/phone;FBLC/de_DE;FBOP/5]",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/340.3.695350508 Mobile/15E148 Safari/604.1",
      "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/95.0.4638.74 Mobile Safari/537.36",
      "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP3A.240617.008; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 Instagram 360.0.0.30.113 Android",
      "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/84.0.4147.89 Safari/537.36 SE 2.X MetaSr 1.0",
      "Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) AppleWebKit/537.36 (KHTML, like Gecko) 94.0.4606.31/7.0 TV Safari/537.36",
      "Mozilla/5.0 (PlayStation; PlayStation 5/8.20) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.4 Safari/605.1.15",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15",
      "Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Mobile Safari/537.36 (Ecosia android@128.0.0.0)",
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
      "Opera/9.80 (Android; Opera Mini/36.2.2254/191.303; U; en) Presto/2.12.423 Version/12.16"})
  void leavesPeopleAlone(String agent) {
    assertFalse(BotDetection.isBot(agent, null));
  }
}
