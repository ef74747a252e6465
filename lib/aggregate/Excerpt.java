package tarn.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;
import tarn.lake.LakeFile;

/**
 * The part of a lake that a question is about.
 *
 * @param from the first UTC day; null for no bound
 * @param to the last UTC day, included; null for no bound
 * @param domain the site; null for all
 */
public record Excerpt(LocalDate from, LocalDate to, String domain) {
  public static final Excerpt ALL = new Excerpt(null, null, null);

  /** True for a file whose partition is in it. */
  boolean contains(LakeFile file) {
    DomainDay day = DomainDay.of(file.path());
    return (from == null || day.date().compareTo(from.toString()) >= 0) && (to == null || day.date().compareTo(to.toString()) <= 0)
        && (domain == null || day.domain().equals(domain));
  }

  /** As a condition on the partition keys of a table, so that other partitions are not opened. */
  String condition() {
    List<String> conditions = new ArrayList<>();
    if (from != null) {
      conditions.add("event_date >= '" + from + "'");
    }
    if (to != null) {
      conditions.add("event_date <= '" + to + "'");
    }
    if (domain != null) {
      conditions.add("domain_name = " + Duck.text(domain));
    }
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }
}
