package tarn.workbench.report;

import java.util.Arrays;
import java.util.List;

/**
 * What is to be expected of a time, from the same time of past weeks.
 *
 * <p>The middle is their median. The band reaches some spreads of theirs to either side. A spread is the median distance from the median,
 * scaled so that it equals the standard deviation of a normal distribution; no less than 1.25 times the root of the
 * middle, since plain chance moves a count by its root, and so few weeks tell their middle no better; and no less than a
 * twentieth of the middle, since a change of a fifth is no news.
 *
 * @param low not below 0
 */
public record Band(double low, double middle, double high) {
  /** Fewer past weeks say nothing. */
  public static final int FEWEST_WEEKS = 3;
  private static final double NORMAL = 1.4826;
  private static final double CHANCE = 1.25;
  private static final double USUAL = 0.05;

  /**
   * @param past one count for each past week
   * @param spreads how far it reaches
   * @return null where there are fewer weeks than {@link #FEWEST_WEEKS}
   */
  static Band of(List<Long> past, double spreads) {
    if (past.size() < FEWEST_WEEKS) {
      return null;
    }
    double[] counts = past.stream().mapToDouble(Long::doubleValue).toArray();
    double middle = median(counts);
    double distance = median(Arrays.stream(counts).map(count -> Math.abs(count - middle)).toArray());
    double spread = Math.max(Math.max(NORMAL * distance, 1), Math.max(CHANCE * Math.sqrt(middle), USUAL * middle));
    return new Band(Math.max(0, middle - spreads * spread), middle, middle + spreads * spread);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
