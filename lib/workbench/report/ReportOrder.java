package tarn.workbench.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What somebody wants a report of.
 *
 * @param firstDay null for as many days as {@code days} says
 * @param lastDay null for the last day that is over and has data
 * @param days how many, where {@code firstDay} is null, at least 1
 * @param narrowed the filter; its period does not count
 * @param goals names of events
 */
public record ReportOrder(LocalDate firstDay, LocalDate lastDay, int days, Filter narrowed, List<String> goals) {
  /**
   * The days of the report.
   *
   * @param known the sites asked about; none in an empty lake
   */
  Period period(List<SiteDays> known, Instant now) {
    ZoneId zone = narrowed.zone();
    LocalDate oldest = known.stream().map(SiteDays::firstDay).min(LocalDate::compareTo).orElse(LocalDate.ofInstant(now, zone));
    LocalDate last = lastDay != null ? lastDay : lastWholeDay(known, now);
    if (lastDay == null && last.isBefore(oldest)) {
      last = oldest;
    }
    LocalDate first = firstDay != null ? firstDay : last.minusDays(days - 1L);
    // Days before the first visit are no quiet days.
    if (firstDay == null && first.isBefore(oldest)) {
      first = oldest.isAfter(last) ? last : oldest;
    }
    if (lastDay == null && last.isBefore(first)) {
      last = first;
    }
    return new Period(first, last);
  }

  /** Data reaches to the end of its last UTC day, or to now; a day that is cut there looks like a drop. */
  private LocalDate lastWholeDay(List<SiteDays> known, Instant now) {
    Instant reach = known.stream().map(site -> site.lastDay().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
        .max(Instant::compareTo).filter(end -> end.isBefore(now)).orElse(now);
    return LocalDate.ofInstant(reach, narrowed.zone()).minusDays(1);
  }
}
