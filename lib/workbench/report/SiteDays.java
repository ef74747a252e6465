package tarn.workbench.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tarn.aggregate.Excerpt;
import tarn.aggregate.ReadOnlyLake;
import tarn.event.Schema;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.lake.LakeFile;

/**
 * From when to when there is curated data of a site.
 *
 * @param firstDay first UTC day with a visit
 * @param lastDay last UTC day with a visit
 * @param lastHit the latest hit of a visit
 */
public record SiteDays(String domain, LocalDate firstDay, LocalDate lastDay, Instant lastHit) {
  private static final int MOST_NAMED = 8;

  /**
   * Those of the sites of a lake, by name. Files of last days are read, and all others only listed.
   *
   * @param wanted one site; null for all
   * @throws LakeException when the lake has other sites, but not the one that is wanted
   */
  static List<SiteDays> of(Lake lake, String wanted) throws SQLException {
    Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
    for (LakeFile file : lake.store().list(List.of(lake.aggregated(Schema.SESSIONS.name()) + "domain_name="))) {
      DomainDay day = DomainDay.of(file.path());
      if (file.name().endsWith(".parquet") && day.date() != null) {
        days.computeIfAbsent(day.domain(), domain -> new TreeSet<>()).add(LocalDate.parse(day.date()));
      }
    }
    if (wanted != null && !days.isEmpty() && !days.containsKey(wanted)) {
      throw new LakeException("the lake has no visit of " + wanted + "; its sites are "
          + days.keySet().stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + (days.size() > MOST_NAMED ? ", …" : ""));
    }
    days.keySet().removeIf(domain -> wanted != null && !domain.equals(wanted));
    Map<LocalDate, Map<String, Instant>> hits = new HashMap<>();
    List<SiteDays> sites = new ArrayList<>();
    for (Map.Entry<String, TreeSet<LocalDate>> site : days.entrySet()) {
      LocalDate last = site.getValue().last();
      if (!hits.containsKey(last)) {
        hits.put(last, lastHits(lake, new Excerpt(last, last, wanted)));
      }
      sites.add(new SiteDays(site.getKey(), site.getValue().first(), last, hits.get(last).get(site.getKey())));
    }
    return sites;
  }

  private static Map<String, Instant> lastHits(Lake lake, Excerpt day) throws SQLException {
    Map<String, Instant> hits = new HashMap<>();
    try (ReadOnlyLake open = new ReadOnlyLake(lake, day); ResultSet rows = open.query(Question.statement("last_hits"))) {
      while (rows.next()) {
        hits.put(rows.getString("domain_name"), rows.getObject("last_hit", LocalDateTime.class).toInstant(ZoneOffset.UTC));
      }
    }
    return hits;
  }
}
