package tarn.workbench.report;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** How long a point of a chart of traffic is. */
public enum Grain {
  HOUR,
  DAY,
  WEEK,
  MONTH;

  private static final int MOST_DAYS_BY_HOUR = 2;
  private static final int MOST_DAYS_BY_DAY = 120;
  private static final int MOST_DAYS_BY_WEEK = 750;

  /** The finest that gives a chart which can be read. */
  static Grain of(Period period) {
    return period.days() <= MOST_DAYS_BY_HOUR ? HOUR : period.days() <= MOST_DAYS_BY_DAY ? DAY
        : period.days() <= MOST_DAYS_BY_WEEK ? WEEK : MONTH;
  }

  /** When the point begins that a time belongs to; weeks begin on Monday. */
  LocalDateTime startOf(LocalDateTime time) {
    return switch (this) {
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case DAY -> time.truncatedTo(ChronoUnit.DAYS);
      case WEEK -> time.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    };
  }

  /** When the points of a period begin. The first and the last may be longer than the period is there. */
  List<LocalDateTime> starts(Period period) {
    List<LocalDateTime> starts = new ArrayList<>();
    LocalDateTime past = period.lastDay().plusDays(1).atStartOfDay();
    for (LocalDateTime start = startOf(period.firstDay().atStartOfDay()); start.isBefore(past); start = next(start)) {
      starts.add(start);
    }
    return starts;
  }

  private LocalDateTime next(LocalDateTime start) {
    return switch (this) {
      case HOUR -> start.plusHours(1);
      case DAY -> start.plusDays(1);
      case WEEK -> start.plusWeeks(1);
      case MONTH -> start.plusMonths(1);
    };
  }
}
