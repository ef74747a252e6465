package tarn.traffic;

import java.util.Map;

/**
 * What was put in, to compare with what comes out.
 *
 * @param sites by domain, in alphabetical order
 * @param otherPathLines requests for something else than a pixel
 * @param otherStatusLines requests for a pixel that were refused
 * @param foreignLines hits from domains that are not in the plan
 */
public record TrafficTruth(
    Map<String, SiteTruth> sites, long otherPathLines, long otherStatusLines, long foreignLines) {
  /** How many lines there are. */
  public long lines() {
    return okLines() + droppedLines() + brokenLines();
  }

  /** How many lines can be read as hits of the plan's sites. */
  public long okLines() {
    return sites.values().stream().mapToLong(SiteTruth::okLines).sum();
  }

  /** How many lines are none of our business, where the plan's domains are the allowed ones. */
  public long droppedLines() {
    return otherPathLines + otherStatusLines + foreignLines;
  }

  /** How many lines are too damaged to be read. */
  public long brokenLines() {
    return sites.values().stream().mapToLong(SiteTruth::brokenLines).sum();
  }
}
