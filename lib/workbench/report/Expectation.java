package tarn.workbench.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Compares the visits of a site with the same hours, and the same weekdays, of the weeks before. */
final class Expectation {
  /** How many weeks before count. */
  static final int WEEKS = 6;
  private static final double SPREADS_OF_A_DAY = 4;
  /** Of the many hours of a month, four spreads would name some by chance. */
  private static final double SPREADS_OF_AN_HOUR = 5;
  /** Smaller differences are never worth a word. */
  private static final int LEAST_DIFFERENCE = 10;

  private final String domain;
  private final Timeline timeline;
  private final LocalDate firstDay;
  private final LocalDateTime past;

  /**
   * @param timeline its hours, those of the weeks before too
   * @param firstDay the first day that all hours are known of; days before say nothing
   * @param past the first hour that is not known yet
   */
  Expectation(String domain, Timeline timeline, LocalDate firstDay, LocalDateTime past) {
    this.domain = domain;
    this.timeline = timeline;
    this.firstDay = firstDay;
    this.past = past;
  }

  /** The days of a period that have passed. */
  List<ExpectedPoint> days(Period period) {
    return Grain.DAY.starts(period).stream().filter(day -> !day.plusDays(1).isAfter(past)).map(day -> {
      List<Long> before = new ArrayList<>();
      for (int week = 1; week <= WEEKS; week++) {
        LocalDate same = day.toLocalDate().minusWeeks(week);
        if (!same.isBefore(firstDay)) {
          before.add(timeline.on(same).visits());
        }
      }
      return new ExpectedPoint(day, timeline.on(day.toLocalDate()).visits(), Band.of(before, SPREADS_OF_A_DAY));
    }).toList();
  }

  private List<ExpectedPoint> hours(Period period) {
    return Grain.HOUR.starts(period).stream().filter(hour -> hour.isBefore(past)).map(hour -> {
      List<Long> before = new ArrayList<>();
      for (int week = 1; week <= WEEKS; week++) {
        LocalDateTime same = hour.minusWeeks(week);
        if (!same.toLocalDate().isBefore(firstDay)) {
          before.add(timeline.at(same).visits());
        }
      }
      return new ExpectedPoint(hour, timeline.at(hour).visits(), Band.of(before, SPREADS_OF_AN_HOUR));
    }).toList();
  }

  /** What was not as expected, in the order of time: runs of hours, and days in none of whose hours it showed. */
  List<Anomaly> anomalies(Period period) {
    List<Anomaly> found = new ArrayList<>();
    for (ExpectedPoint hour : hours(period)) {
      if (isOutside(hour)) {
        Anomaly next = anomaly(hour, Grain.HOUR);
        Anomaly last = found.isEmpty() ? null : found.get(found.size() - 1);
        // One quiet hour does not make two out of one.
        if (last != null && last.isSpike() == next.isSpike() && !next.start().isAfter(last.past().plusHours(1))) {
          found.set(found.size() - 1, joined(last, next));
        } else {
          found.add(next);
        }
      }
    }
    for (ExpectedPoint day : days(period)) {
      if (isOutside(day)) {
        Anomaly next = anomaly(day, Grain.DAY);
        boolean isTold = found.stream().anyMatch(hours -> hours.isSpike() == next.isSpike()
            && hours.start().isBefore(next.past()) && hours.past().isAfter(next.start()));
        if (!isTold) {
          found.add(next);
        }
      }
    }
    found.sort(java.util.Comparator.comparing(Anomaly::start));
    return found;
  }

  private static boolean isOutside(ExpectedPoint point) {
    Band band = point.expected();
    return band != null && (point.visits() > band.high() || point.visits() < band.low())
        && Math.abs(point.visits() - band.middle()) >= LEAST_DIFFERENCE;
  }

  private Anomaly anomaly(ExpectedPoint point, Grain grain) {
    LocalDateTime end = grain == Grain.HOUR ? point.start().plusHours(1) : point.start().plusDays(1);
    return new Anomaly(domain, point.start(), end, grain, point.visits(), point.expected(), List.of());
  }

  private Anomaly joined(Anomaly first, Anomaly second) {
    long visits = 0;
    double middle = 0;
    double square = 0;
    for (ExpectedPoint hour : hours(new Period(first.start().toLocalDate(), second.past().toLocalDate()))) {
      if (!hour.start().isBefore(first.start()) && hour.start().isBefore(second.past()) && hour.expected() != null) {
        visits += hour.visits();
        middle += hour.expected().middle();
        square += Math.pow(hour.expected().high() - hour.expected().middle(), 2);
      }
    }
    // Chance moves each hour by itself, so that a sum is surer than its parts.
    double reach = Math.sqrt(square);
    Band sum = new Band(Math.max(0, middle - reach), middle, middle + reach);
    return new Anomaly(domain, first.start(), second.past(), Grain.HOUR, visits, sum, List.of());
  }
}
