package tarn.traffic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects lines in order of arrival, with all that goes wrong on their way, and keeps count of them. What would arrive
 * after the plan's end is neither written nor counted.
 */
final class LogBook {
  private static final double LATE = 0.006;
  private static final double BROKEN = 0.0034;
  private static final double TWICE = 0.0115;
  private static final double LEFT_EARLY = 0.03;
  private static final double MINUTE_MILLIS = 60_000;
  private static final long DAY_MILLIS = 86_400_000;
  private static final Weighted<Answer> ANSWERS = Weighted.of(List.of(
      new Answer(70, "200", "Hit"), new Answer(17, "304", "Hit"), new Answer(5, "304", "RefreshHit"),
      new Answer(8, "200", "Miss")), Answer::weight);

  private final Dice dice;
  private final long endMillis;
  private final Map<String, SiteTally> tallies = new TreeMap<>();
  private final List<Delivery> waiting = new ArrayList<>();
  private long made;
  private long otherPaths;
  private long otherStatuses;
  private long foreign;

  private record Answer(double weight, String status, String result) {}

  private record Delivery(long millis, long number, String line) {}

  LogBook(TrafficPlan plan, Dice dice) {
    this.dice = dice;
    endMillis = plan.endMillis();
    plan.sites().forEach(site -> tallies.put(site.domain(), new SiteTally()));
  }

  /** A hit of a visitor or a bot. */
  void add(Hit hit) {
    boolean bot = hit.visitor().bot();
    boolean late = !bot && dice.chance(LATE);
    double underway = late ? dice.logUniform(10 * MINUTE_MILLIS, 360 * MINUTE_MILLIS) : 15 + dice.logNormal(110, 0.8);
    long arrival = hit.moment() + (long) underway;
    String text = line(hit, arrival).text();
    if (arrival >= endMillis) {
      return;
    }
    SiteTally tally = tallies.get(hit.site().domain());
    if (!bot && hit.browserMillis() != null && dice.chance(BROKEN)) {
      deliver(arrival, dice.oneOf(List.of(Defect.values())).applyTo(text, hit.host(), dice));
      tally.broken();
      return;
    }
    deliver(arrival, text);
    tally.hit(hit, arrival);
    if (!bot && dice.chance(TWICE)) {
      long again = arrival + (long) dice.logUniform(200, 90 * MINUTE_MILLIS);
      deliver(Math.min(again, lastMillisOfDay(arrival)), text);
      tally.duplicate();
    }
  }

  void addOtherPath(LogLine line) {
    if (line.arrivalMillis() < endMillis) {
      deliver(line.arrivalMillis(), line.text());
      otherPaths++;
    }
  }

  /** A pixel request that is refused. */
  void addRefused(Hit hit) {
    if (hit.moment() < endMillis) {
      LogLine line = new LogLine(hit.moment(), hit.visitor(), "404", hit.path(), hit.query(), null, 31, "Error");
      deliver(line.arrivalMillis(), line.text());
      otherStatuses++;
    }
  }

  void addForeign(Hit hit) {
    if (hit.moment() < endMillis) {
      deliver(hit.moment(), line(hit, hit.moment()).text());
      foreign++;
    }
  }

  /** How many lines there are so far, those of later days included. */
  long lines() {
    return made;
  }

  /** The lines that are delivered until a day's end, to be called for one day after another. */
  List<String> take(LocalDate day) {
    long end = TrafficPlan.startOf(day.plusDays(1));
    waiting.sort(Comparator.comparingLong(Delivery::millis).thenComparingLong(Delivery::number));
    int taken = 0;
    while (taken < waiting.size() && waiting.get(taken).millis() < end) {
      taken++;
    }
    List<Delivery> delivered = waiting.subList(0, taken);
    List<String> lines = delivered.stream().map(Delivery::line).toList();
    delivered.clear();
    return lines;
  }

  TrafficTruth truth() {
    Map<String, SiteTruth> sites = new TreeMap<>();
    tallies.forEach((domain, tally) -> sites.put(domain, tally.truth()));
    return new TrafficTruth(Collections.unmodifiableMap(sites), otherPaths, otherStatuses, foreign);
  }

  private LogLine line(Hit hit, long arrival) {
    Answer answer = ANSWERS.pick(dice);
    // a browser that sends something while it closes a page does not wait for the answer
    boolean left = Hit.ENGAGEMENT.equals(hit.name()) && dice.chance(LEFT_EARLY);
    long taken = answer.result().equals("Miss") ? dice.between(12, 140) : dice.between(0, 3);
    return new LogLine(
        arrival, hit.visitor(), left ? "000" : answer.status(), hit.path(), hit.query(),
        hit.referer() == null ? null : PercentEncoding.byCloudFront(hit.referer()), taken,
        left ? "Error" : answer.result());
  }

  private void deliver(long millis, String line) {
    waiting.add(new Delivery(millis, made++, line));
  }

  private static long lastMillisOfDay(long millis) {
    return millis - Math.floorMod(millis, DAY_MILLIS) + DAY_MILLIS - 1;
  }
}
