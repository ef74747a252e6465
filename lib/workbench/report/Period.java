package tarn.workbench.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Days as they are where the reader lives, first and last included.
 *
 * <p>Traffic is kept by UTC hour. An hour belongs to the day in which it begins: in zones that are not whole hours from
 * UTC, such as Asia/Kolkata, the hour across midnight counts wholly to the day before.
 */
public record Period(LocalDate firstDay, LocalDate lastDay) {
  /** @throws IllegalArgumentException when the last day is before the first */
  public Period {
    if (lastDay.isBefore(firstDay)) {
      throw new IllegalArgumentException("the first day, " + firstDay + ", is after the last, " + lastDay);
    }
  }

  /** So many days, at least 1, of which this is the last. */
  public static Period endingOn(LocalDate lastDay, int days) {
    return new Period(lastDay.minusDays(days - 1L), lastDay);
  }

  /** How many days, at least 1. */
  public int days() {
    return (int) ChronoUnit.DAYS.between(firstDay, lastDay) + 1;
  }

  /** As many days just before. */
  public Period before() {
    return new Period(firstDay.minusDays(days()), firstDay.minusDays(1));
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(firstDay) && !day.isAfter(lastDay);
  }

  /** The first UTC hour that belongs to it. */
  LocalDateTime firstHour(ZoneId zone) {
    return hourFrom(firstDay, zone);
  }

  /** The first UTC hour after it. */
  LocalDateTime pastHour(ZoneId zone) {
    return hourFrom(lastDay.plusDays(1), zone);
  }

  /** The first UTC hour that begins when a day does, or after. */
  static LocalDateTime hourFrom(LocalDate day, ZoneId zone) {
    LocalDateTime start = LocalDateTime.ofInstant(day.atStartOfDay(zone).toInstant(), ZoneOffset.UTC);
    LocalDateTime hour = start.truncatedTo(ChronoUnit.HOURS);
    return hour.equals(start) ? hour : hour.plusHours(1);
  }
}
