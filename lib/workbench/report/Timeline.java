package tarn.workbench.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hours of traffic as they are where the reader lives. An hour that begins between two full hours there counts to the
 * earlier one; two that the clock shows alike in autumn are one.
 */
final class Timeline {
  private final TreeMap<LocalDateTime, Counts> hours = new TreeMap<>();

  /** The hours of all sites together. */
  static Timeline of(Collection<HourCounts> hours, ZoneId zone) {
    Timeline timeline = new Timeline();
    hours.forEach(hour -> timeline.hours.merge(
        LocalDateTime.ofInstant(hour.hour(), zone).truncatedTo(ChronoUnit.HOURS), hour.counts(), Counts::plus));
    return timeline;
  }

  /** The hours of each site. */
  static Map<String, Timeline> bySite(Collection<HourCounts> hours, ZoneId zone) {
    Map<String, List<HourCounts>> sites = new TreeMap<>();
    hours.forEach(hour -> sites.computeIfAbsent(hour.domain(), domain -> new ArrayList<>()).add(hour));
    Map<String, Timeline> timelines = new TreeMap<>();
    sites.forEach((domain, itsHours) -> timelines.put(domain, of(itsHours, zone)));
    return timelines;
  }

  Counts at(LocalDateTime hour) {
    return hours.getOrDefault(hour, Counts.NONE);
  }

  Counts on(LocalDate day) {
    return sum(new Period(day, day));
  }

  Counts sum(Period period) {
    return within(period).values().stream().reduce(Counts.NONE, Counts::plus);
  }

  /** Every point of a period, those without traffic too. */
  List<TrafficPoint> points(Period period, Grain grain) {
    Map<LocalDateTime, Counts> sums = new HashMap<>();
    within(period).forEach((hour, counts) -> sums.merge(grain.startOf(hour), counts, Counts::plus));
    return grain.starts(period).stream().map(start -> new TrafficPoint(start, sums.getOrDefault(start, Counts.NONE))).toList();
  }

  Map<LocalDateTime, Counts> within(Period period) {
    return hours.subMap(period.firstDay().atStartOfDay(), true, period.lastDay().plusDays(1).atStartOfDay(), false);
  }
}
