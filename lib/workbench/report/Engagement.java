package tarn.workbench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many visits were more than a glance.
 *
 * @param engagedVisits with two page views, or an event, or 10 seconds
 * @param continuedVisits most likely the rest of a visit that midnight UTC cut in two
 */
public record Engagement(long visits, long engagedVisits, long continuedVisits) {
  public static final Engagement NONE = new Engagement(0, 0, 0);

  /** Engaged visits of visits, 0 to 1; null without a visit. */
  @JsonProperty
  public Double engagedRate() {
    return Counts.ratio(engagedVisits, visits);
  }
}
