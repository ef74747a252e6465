package tarn.traffic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a plan's lines, one day after another. */
final class TrafficDays {
  private static final double COMES_BACK = 0.2;
  private static final double BOT_LINES_PER_LINE = 0.091;
  private static final double NOISE_PER_LINE = 0.025;
  private static final int REMEMBERED = 4000;
  private static final long SLOWEST_CLOCK_MILLIS = 600_000;

  private final Dice dice;
  private final LogBook book;
  private final Visitors visitors;
  private final Map<Site, List<Visitor>> known = new LinkedHashMap<>();
  private final long planStart;
  private LocalDate day;

  TrafficDays(TrafficPlan plan) {
    dice = new Dice(plan.seed());
    book = new LogBook(plan, dice);
    visitors = new Visitors(dice, Weighted.of(Browsers.COMMON, Browser::weight));
    planStart = plan.startMillis();
    day = plan.firstDay();
    plan.sites().forEach(site -> known.put(site, new ArrayList<>()));
  }

  /** The lines that arrive on the next day, in order. */
  List<String> next() {
    known.forEach(this::fill);
    List<String> lines = book.take(day);
    day = day.plusDays(1);
    return lines;
  }

  private void fill(Site site, List<Visitor> regulars) {
    long linesBefore = book.lines();
    int visits = Rhythm.visits(dice, site, day);
    for (int i = 0; i < visits; i++) {
      boolean returns = !regulars.isEmpty() && dice.chance(COMES_BACK);
      Visitor visitor = returns ? dice.oneOf(regulars) : meet(site, regulars);
      Origin origin = returns && dice.chance(0.5) ? Origin.DIRECT : Origin.pick(dice, site.kind());
      new Visit(site, visitor, dice, book).play(origin, start(visitor));
    }
    long lines = book.lines() - linesBefore;
    Bots.crawl(dice, site, day, Math.round(lines * BOT_LINES_PER_LINE), book);
    Noise.make(dice, site, day, Math.round(lines * NOISE_PER_LINE), regulars, book);
  }

  /** Leaves the first minutes of the plan empty, so that slow clocks do not put hits on the day before. */
  private long start(Visitor visitor) {
    long moment = Rhythm.moment(dice, day, visitor.zone());
    return moment < planStart + SLOWEST_CLOCK_MILLIS ? moment + SLOWEST_CLOCK_MILLIS : moment;
  }

  private Visitor meet(Site site, List<Visitor> regulars) {
    Visitor visitor = visitors.next(Place.pick(dice, site.kind()));
    if (regulars.size() < REMEMBERED) {
      regulars.add(visitor);
    } else {
      regulars.set((int) dice.below(REMEMBERED), visitor);
    }
    return visitor;
  }

  /** What was put in so far. */
  TrafficTruth truth() {
    return book.truth();
  }
}
