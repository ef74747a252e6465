package tarn.traffic;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines for benchmarks, made as fast as they can be written: one day, two domains, 30,000 visitors with 3,000 different
 * user agents, 500 paths. User agents and paths follow Zipf's law. Seven of ten lines are page views, the others
 * engagement pings. Nothing is broken, and nobody is a bot. For one user at a time.
 */
public final class BenchmarkMix implements Supplier<String> {
  /** The two domains. */
  public static final List<String> DOMAINS = List.of("tarn-shop.example", "blog.example");

  private static final int VISITORS = 30_000;
  private static final int BROWSERS = 3_000;
  private static final int PATHS = 500;
  private static final double PAGE_VIEWS = 0.7;
  private static final double DAY_MILLIS = 86_400_000;

  private final Dice dice;
  private final long startMillis;
  private final long lines;
  private final List<Visitor> visitors = new ArrayList<>();
  private final Weighted<PageQuery> pages;
  private long given;

  /**
   * @param day the UTC day on which all lines arrive
   * @param lines how many lines fill the day; whoever takes more gets further ones from the day's start on
   */
  public BenchmarkMix(long seed, LocalDate day, long lines) {
    if (lines < 1) {
      throw new IllegalArgumentException("lines is " + lines + ", but a day needs 1 line or more.");
    }
    dice = new Dice(seed);
    startMillis = TrafficPlan.startOf(day);
    this.lines = lines;
    Visitors maker = new Visitors(dice, Weighted.zipf(Browsers.many(BROWSERS), 1));
    for (int i = 0; i < VISITORS; i++) {
      visitors.add(maker.next(Place.pick(dice, SiteKind.BLOG)));
    }
    pages = Weighted.zipf(IntStream.range(0, PATHS).mapToObj(BenchmarkMix::page).toList(), 1);
  }

  /** The next line; there is always one more. */
  @Override
  public String get() {
    long arrival = startMillis + (long) ((given++ % lines + dice.unit()) * DAY_MILLIS / lines);
    long moment = Math.max(startMillis, arrival - dice.between(20, 400));
    Visitor visitor = dice.oneOf(visitors);
    PageQuery page = pages.pick(dice);
    String query = dice.chance(PAGE_VIEWS)
        ? pageView(page, visitor, moment)
        : page.event(moment, new Deed(Hit.ENGAGEMENT, "{\"visible_sec\":" + dice.below(300) + "}"), moment - 30_000);
    return new LogLine(arrival, visitor, "200", "/hello.gif", query, page.origin(), dice.between(0, 3), "Hit").text();
  }

  private String pageView(PageQuery page, Visitor visitor, long moment) {
    boolean internal = dice.chance(0.55);
    Origin origin = internal ? Origin.DIRECT : Origin.pick(dice, SiteKind.BLOG);
    return page.pageView(visitor, moment, internal ? page.origin() : origin.referrer(), origin);
  }

  /** As many lines as fill the day. */
  public Stream<String> lines() {
    return Stream.generate(this).limit(lines);
  }

  /** Writes as many lines as fill the day; compressed where the name ends in {@code .gz}. */
  public void write(Path file) throws IOException {
    LogFile.write(file, lines().iterator());
  }

  private static PageQuery page(int number) {
    String domain = DOMAINS.get(number % DOMAINS.size());
    Page page = new Page(Page.Kind.DETAIL, "/articles/" + number + "-what-we-found", "What we found, part " + number);
    return new PageQuery("https://" + domain + page.path(), domain, page);
  }
}
