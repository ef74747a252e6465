package tarn.workbench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Hours or days of a site that were not as expected.
 *
 * @param start when they begin, where the reader lives
 * @param past when they have passed
 * @param grain what was compared: hours, or whole days
 * @param visits of all of them
 * @param expected the expected visits of all of them
 * @param causes what they are most of, at most one of page, source and country each; empty where nothing stands out
 */
public record Anomaly(String domain, LocalDateTime start, LocalDateTime past, Grain grain, long visits, Band expected, List<Cause> causes) {
  /** More than expected; else fewer. */
  @JsonProperty
  public boolean isSpike() {
    return visits > expected.middle();
  }

  Anomaly because(List<Cause> found) {
    return new Anomaly(domain, start, past, grain, visits, expected, List.copyOf(found));
  }

  /** How many spreads away from the middle. */
  double weight() {
    return Math.abs(visits - expected.middle()) / Math.max(1, Math.sqrt(expected.middle()));
  }
}
