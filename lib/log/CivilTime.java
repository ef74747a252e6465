package tarn.log;

import java.time.DateTimeException;
import java.time.LocalDate;

/** A date and a time of day, as logs write them. */
final class CivilTime {
  private static final int FIRST_YEAR = 1970;

  private CivilTime() {}

  /**
   * Seconds since 1970 UTC of a date and time in UTC.
   *
   * @throws MalformedLine when there is no such date or time since 1970; -1, which {@link Digits} says for no number,
   *     is none
   */
  static long epochSeconds(long year, long month, long day, long hour, long minute, long second)
      throws MalformedLine {
    if (year < FIRST_YEAR || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      throw new MalformedLine(Reason.DATE_OR_TIME_UNREADABLE);
    }
    try {
      long epochDay = LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
      return ((epochDay * 24 + hour) * 60 + minute) * 60 + second;
    } catch (DateTimeException noSuchDay) {
      throw new MalformedLine(Reason.DATE_OR_TIME_UNREADABLE);
    }
  }
}
