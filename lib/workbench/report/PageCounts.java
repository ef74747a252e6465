package tarn.workbench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One page.
 *
 * @param path hostile, as a log line brought it in; may be null
 * @param uniquePageViews page views that are their visitor's first of the page that day
 * @param entries visits that began here
 * @param exits visits that ended here
 * @param bounces of the entries, those with one page view and no event
 * @param visitSeconds how long the visits that began here took together
 * @param earlierPageViews in as many days before
 */
public record PageCounts(String domain, String path, long pageViews, long uniquePageViews, long entries, long exits, long bounces,
    long visitSeconds, long earlierPageViews) {
  /** Bounces of entries, 0 to 1; null without an entry. */
  @JsonProperty
  public Double bounceRate() {
    return Counts.ratio(bounces, entries);
  }
}
