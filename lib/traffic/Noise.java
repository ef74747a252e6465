package tarn.traffic;

import java.time.LocalDate;
import java.util.List;

/** Requests that end in the log but are no hits of the sites. */
final class Noise {
  private static final Weighted<Stray> STRAYS = Weighted.of(List.of(
      new Stray(40, "/favicon.ico", "200"), new Stray(30, "/tracker.js", "200"), new Stray(10, "/tracker.js", "304"),
      new Stray(6, "/apple-touch-icon.png", "404"), new Stray(6, "/robots.txt", "404"),
      new Stray(3, "/wp-login.php", "404"), new Stray(2, "/.env", "403")), Stray::weight);
  private static final List<String> FOREIGN_HOSTS =
      List.of("web.archive.org", "tarn--shop-example.translate.goog", "copycat.example", "localhost");

  private record Stray(double weight, String path, String status) {}

  private Noise() {}

  /** Adds noise to a day. */
  static void make(Dice dice, Site site, LocalDate day, long lines, List<Visitor> visitors, LogBook book) {
    for (long i = 0; i < lines; i++) {
      long moment = TrafficPlan.startOf(day) + dice.below(86_400_000);
      Visitor visitor = dice.oneOf(visitors);
      double chance = dice.unit();
      if (chance < 0.70) {
        Stray stray = STRAYS.pick(dice);
        String result = stray.status().compareTo("400") < 0 ? "Hit" : "Error";
        book.addOtherPath(new LogLine(moment, visitor, stray.status(), stray.path(), null,
            "https://" + site.domain() + "/", dice.between(0, 40), result));
      } else if (chance < 0.85) {
        book.addRefused(hit(dice, site, site.domain(), visitor, moment));
      } else {
        book.addForeign(hit(dice, site, dice.oneOf(FOREIGN_HOSTS), visitor, moment));
      }
    }
  }

  private static Hit hit(Dice dice, Site site, String host, Visitor visitor, long moment) {
    Page page = site.kind().walk(dice).next();
    PageQuery keys = new PageQuery("https://" + host + page.path(), host, page);
    String query = keys.pageView(visitor, moment, null, Origin.DIRECT);
    return new Hit(site, host, visitor, moment, moment, null, query, null);
  }
}
