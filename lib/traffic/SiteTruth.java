package tarn.traffic;

import java.util.Map;

/**
 * What was put in for one site, bots, duplicates and broken lines left out where not named.
 *
 * @param visits runs of hits with at least one page view, at most 30 minutes apart, within one UTC day
 * @param dailyVisitors for each UTC day those with a page view, told apart by address and user agent
 * @param bounces visits with one page view and no event
 * @param events how often each event happened, engagement pings left out
 * @param engagementPings how many lines only lengthen visits
 * @param botLines how many lines came from bots
 * @param duplicateLines how many lines repeat another one
 * @param brokenLines how many lines are too damaged to be read
 */
public record SiteTruth(
    long pageViews, long visits, long dailyVisitors, long bounces, Map<String, Long> events, long engagementPings,
    long botLines, long duplicateLines, long brokenLines) {
  /** How many events happened, whatever their name. */
  public long eventCount() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many lines can be read as hits of this site. */
  public long okLines() {
    return pageViews + eventCount() + engagementPings + botLines + duplicateLines;
  }
}
