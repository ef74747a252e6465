package tarn.traffic;

/** One visitor's visit to one site, from the first page to the last ping. */
final class Visit {
  private static final int MOST_PAGES = 40;
  private static final double LONGEST_SECONDS = 45 * 60;
  private static final double WITH_PING = 0.82;

  private final Site site;
  private final Visitor visitor;
  private final Dice dice;
  private final LogBook book;
  private final String host;

  Visit(Site site, Visitor visitor, Dice dice, LogBook book) {
    this.site = site;
    this.visitor = visitor;
    this.dice = dice;
    this.book = book;
    host = dice.chance(0.03) ? "www." + site.domain() : site.domain();
  }

  void play(Origin origin, long start) {
    Walk walk = site.kind().walk(dice);
    long now = start;
    String referrer = origin.referrer();
    Origin tags = origin;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Page page = walk.next();
      if (page == null) {
        return;
      }
      String query = tags.tag(dice, page.query());
      String url = "https://" + host + page.path() + (query == null ? "" : "?" + query);
      PageQuery keys = new PageQuery(url, host, page);
      book.add(hit(now, null, keys.pageView(visitor, now + visitor.clockErrorMillis(), referrer, tags), url));
      long stay = stayMillis(walk.medianSeconds());
      if (visitor.scripted()) {
        act(walk, keys, now, stay, url);
      }
      now += stay + dice.between(150, 900);
      referrer = url;
      tags = Origin.DIRECT;
    }
  }

  private void act(Walk walk, PageQuery keys, long start, long stay, String url) {
    long startByBrowser = start + visitor.clockErrorMillis();
    for (Deed deed : walk.deeds()) {
      long moment = start + (long) (stay * (0.2 + 0.7 * dice.unit()));
      book.add(hit(moment, deed.name(), keys.event(moment + visitor.clockErrorMillis(), deed, startByBrowser), url));
    }
    if (dice.chance(WITH_PING)) {
      long moment = start + stay - 20;
      long visibleSeconds = (long) (stay / 1000.0 * (0.5 + 0.5 * dice.unit()));
      Deed ping = new Deed(Hit.ENGAGEMENT,
          "{\"visible_sec\":" + visibleSeconds + ",\"scroll\":" + dice.between(1, 20) * 5 + "}");
      book.add(hit(moment, ping.name(), keys.event(moment + visitor.clockErrorMillis(), ping, startByBrowser), url));
    }
  }

  private Hit hit(long moment, String name, String query, String url) {
    if (!visitor.scripted()) {
      return new Hit(site, host, visitor, moment, null, null, null, url);
    }
    // browsers tell other origins no more than the page's own one, and some tell nothing
    String referer = dice.chance(0.92) ? "https://" + host + "/" : null;
    return new Hit(site, host, visitor, moment, moment + visitor.clockErrorMillis(), name, query, referer);
  }

  private long stayMillis(double medianSeconds) {
    return (long) (1000 * Math.max(1.2, Math.min(LONGEST_SECONDS, dice.logNormal(medianSeconds, 1.05))));
  }
}
