package tarn.traffic;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When people visit sites, by the clock on their own wall: at lunch, and most of all in the evening. */
final class Rhythm {
  private static final double BUSIEST = 1.5;
  private static final double[] WORKING_DAY = {
      .25, .15, .10, .08, .08, .14, .32, .60, .80, .85, .85, .95,
      1.2, 1.15, .85, .80, .85, .95, 1.1, 1.3, 1.5, 1.45, 1.0, .55};
  private static final double[] WEEKEND = {
      .40, .28, .18, .12, .10, .10, .18, .32, .55, .80, 1.0, 1.05,
      1.1, 1.1, 1.0, 1.0, 1.0, 1.05, 1.15, 1.3, 1.4, 1.3, .95, .60};
  private static final long DAY_MILLIS = 86_400_000;

  private Rhythm() {}

  /** How many visits a site has on a day. */
  static int visits(Dice dice, Site site, LocalDate day) {
    return (int) Math.round(dice.logNormal(site.visitsPerDay() * site.kind().factor(day.getDayOfWeek()), 0.05));
  }

  /** A moment of a UTC day at which somebody in a time zone starts a visit. */
  static long moment(Dice dice, LocalDate day, ZoneId zone) {
    long start = TrafficPlan.startOf(day);
    while (true) {
      long moment = start + dice.below(DAY_MILLIS);
      if (dice.chance(activity(Instant.ofEpochMilli(moment).atZone(zone)) / BUSIEST)) {
        return moment;
      }
    }
  }

  private static double activity(ZonedDateTime local) {
    double[] hours = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? WEEKEND : WORKING_DAY;
    double part = local.getMinute() / 60.0;
    return hours[local.getHour()] * (1 - part) + hours[(local.getHour() + 1) % 24] * part;
  }
}
