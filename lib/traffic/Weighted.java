package tarn.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Items of which some come more often than others. */
final class Weighted<T> {
  private final List<T> items;
  private final double[] cumulative;

  private Weighted(List<T> items, double[] weights) {
    this.items = items;
    cumulative = weights;
    for (int i = 1; i < weights.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
  }

  static <T> Weighted<T> of(List<T> items, ToDoubleFunction<T> weight) {
    return new Weighted<>(List.copyOf(items), items.stream().mapToDouble(weight).toArray());
  }

  /** The first item comes most often, the n-th in proportion to 1 / n^exponent. */
  static <T> Weighted<T> zipf(List<T> items, double exponent) {
    double[] weights = new double[items.size()];
    Arrays.setAll(weights, i -> 1 / StrictMath.pow(i + 1, exponent));
    return new Weighted<>(List.copyOf(items), weights);
  }

  T pick(Dice dice) {
    int found = Arrays.binarySearch(cumulative, dice.unit() * cumulative[cumulative.length - 1]);
    return items.get(Math.min(found < 0 ? -found - 1 : found + 1, items.size() - 1));
  }
}
