package tarn.workbench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Sums of stats. They may be added over any hours, sites and values.
 *
 * @param dailyVisitors visitors of each UTC day, added up: someone who comes on three days counts three times
 * @param visits those whose first page view is among the page views
 * @param bounces of these visits, those with one page view and no event
 * @param visitSeconds how long these visits took together
 */
public record Counts(long pageViews, long dailyVisitors, long visits, long bounces, long visitSeconds) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  public Counts plus(Counts more) {
    return new Counts(pageViews + more.pageViews, dailyVisitors + more.dailyVisitors, visits + more.visits,
        bounces + more.bounces, visitSeconds + more.visitSeconds);
  }

  /** Bounces of visits, 0 to 1; null without a visit. */
  @JsonProperty
  public Double bounceRate() {
    return ratio(bounces, visits);
  }

  /** Seconds; null without a visit. */
  @JsonProperty
  public Double averageVisitSeconds() {
    return ratio(visitSeconds, visits);
  }

  /** Page views for each visit; null without a visit. */
  @JsonProperty
  public Double pageViewsPerVisit() {
    return ratio(pageViews, visits);
  }

  /** Null where there is nothing to divide by. */
  static Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
