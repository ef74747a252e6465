package tarn.workbench.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An average week of a period.
 *
 * @param pageViews for each weekday, Monday first, and each hour of it, 0 to 23: page views of that hour, in the mean of all
 *     such weekdays of the period; null where the period has none
 */
public record Week(List<List<Double>> pageViews) {
  private static final int HOURS = 24;

  static Week of(Timeline timeline, Period period) {
    double[][] sums = new double[DayOfWeek.values().length][HOURS];
    int[] days = new int[sums.length];
    for (LocalDate day = period.firstDay(); period.contains(day); day = day.plusDays(1)) {
      days[day.getDayOfWeek().ordinal()]++;
    }
    timeline.within(period).forEach((hour, counts) -> sums[hour.getDayOfWeek().ordinal()][hour.getHour()] += counts.pageViews());
    List<List<Double>> week = new ArrayList<>();
    for (int weekday = 0; weekday < sums.length; weekday++) {
      List<Double> hours = new ArrayList<>(Collections.nCopies(HOURS, null));
      for (int hour = 0; hour < HOURS && days[weekday] > 0; hour++) {
        hours.set(hour, sums[weekday][hour] / days[weekday]);
      }
      week.add(Collections.unmodifiableList(hours));
    }
    return new Week(Collections.unmodifiableList(week));
  }

  double most() {
    return pageViews.stream().flatMap(List::stream).mapToDouble(value -> value == null ? 0 : value).max().orElse(0);
  }
}
