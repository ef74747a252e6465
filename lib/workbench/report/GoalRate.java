package tarn.workbench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many visits reached a goal, which is an event of some name.
 *
 * @param domain the site of a landing page; null otherwise
 * @param value a channel or the path of a landing page, hostile; null for all visits together
 * @param reached visits in which the event happened at least once
 */
public record GoalRate(String domain, String value, long visits, long reached, long earlierVisits, long earlierReached) {
  /** 0 to 1; null without a visit. */
  @JsonProperty
  public Double rate() {
    return Counts.ratio(reached, visits);
  }

  /** The same in as many days before. */
  @JsonProperty
  public Double earlierRate() {
    return Counts.ratio(earlierReached, earlierVisits);
  }
}
