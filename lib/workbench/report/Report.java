package tarn.workbench.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * All numbers of a report. Names here are the keys of {@code report --format json}, in snake case: scripts rely on them.
 *
 * @param domain the site; null for several
 * @param counts of the period
 * @param earlier of as many days before; null where the lake does not know all of them
 * @param engagement of the period
 * @param earlierEngagement null where earlier is
 * @param grain what one point of traffic is
 * @param traffic every point of the period
 * @param earlierTraffic as many points before; empty where earlier is null
 * @param week page views of an average week
 * @param expected visits by day beside what was to be expected, of all sites together
 * @param anomalies spikes and drops, by time
 * @param sites each site, most page views first
 * @param breakdown by dimension, most visits first
 */
public record Report(
    String domain,
    Filter filter,
    Counts counts,
    Counts earlier,
    Engagement engagement,
    Engagement earlierEngagement,
    Grain grain,
    List<TrafficPoint> traffic,
    List<TrafficPoint> earlierTraffic,
    Week week,
    List<ExpectedPoint> expected,
    List<Anomaly> anomalies,
    List<SiteReport> sites,
    List<PageCounts> pages,
    Map<Dimension, List<ValueCounts>> breakdown,
    List<CampaignCounts> campaigns,
    List<EventCounts> events,
    List<Goal> goals,
    Freshness freshness) {

  /** Whether nothing was counted in the period. */
  @JsonProperty
  public boolean isEmpty() {
    return counts.equals(Counts.NONE) && events.isEmpty();
  }

  @JsonIgnore
  boolean isOfSeveralSites() {
    return domain == null && sites.size() > 1;
  }

  List<ValueCounts> by(Dimension dimension) {
    return breakdown.getOrDefault(dimension, List.of());
  }
}
