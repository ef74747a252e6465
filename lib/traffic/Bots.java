package tarn.traffic;

import java.time.LocalDate;
import java.util.List;

/** Programs that read the sites: some run the tracker, the others fetch the image for browsers without script. */
final class Bots {
  private static final String CRAWLER = "AppleWebKit/537.36 (KHTML, like Gecko; compatible; ";
  private static final Weighted<Visitor> ALL = Weighted.zipf(List.of(
      Visitor.bot("203.0.113.101", "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 "
          + "(KHTML, like Gecko) Chrome/158.0.8151.40 Mobile Safari/537.36 "
          + "(compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "15169", true),
      Visitor.bot("203.0.113.120", "Mozilla/5.0 " + CRAWLER + "bingbot/2.0; +http://www.bing.com/bingbot.htm) "
          + "Chrome/136.0.0.0 Safari/537.36", "8075", true),
      Visitor.bot("203.0.113.140", "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", "16276",
          false),
      Visitor.bot("203.0.113.160", "Mozilla/5.0 " + CRAWLER + "GPTBot/1.3; +https://openai.com/gptbot)", "8075", false),
      Visitor.bot("203.0.113.102", "Mozilla/5.0 " + CRAWLER + "Googlebot/2.1; +http://www.google.com/bot.html) "
          + "Chrome/158.0.8151.40 Safari/537.36", "15169", true),
      Visitor.bot("203.0.113.180", "curl/8.17.0", "24940", true)), 0.6);

  private Bots() {}

  /** Lets bots crawl a site on a day, in bursts, until they have asked for so many pages. */
  static void crawl(Dice dice, Site site, LocalDate day, long pages, LogBook book) {
    long left = pages;
    while (left > 0) {
      Visitor bot = ALL.pick(dice);
      long now = TrafficPlan.startOf(day) + dice.below(86_000_000);
      for (long burst = Math.min(left, dice.between(1, 24)); burst > 0; burst--) {
        Page page = site.kind().walk(dice).next();
        String url = "https://" + site.domain() + page.path();
        String query = new PageQuery(url, site.domain(), page).pageView(bot, now, null, Origin.DIRECT);
        book.add(bot.scripted()
            ? new Hit(site, site.domain(), bot, now, now, null, query, null)
            : new Hit(site, site.domain(), bot, now, null, null, null, url));
        now += (long) (1000 * dice.logNormal(6, 0.9));
        left--;
      }
    }
  }
}
