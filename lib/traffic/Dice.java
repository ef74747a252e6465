package tarn.traffic;

import java.util.List;

/** Random numbers that are the same on every JDK: SplitMix64, and StrictMath where logarithms are needed. */
final class Dice {
  private long state;

  Dice(long seed) {
    state = seed;
  }

  long next() {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /** A number from 0 to just below 1. */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  long below(long bound) {
    return (long) (unit() * bound);
  }

  long between(long lowest, long highest) {
    return lowest + below(highest - lowest + 1);
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  <T> T oneOf(List<T> items) {
    return items.get((int) below(items.size()));
  }

  double gaussian() {
    return StrictMath.sqrt(-2 * StrictMath.log(1 - unit())) * StrictMath.cos(2 * Math.PI * unit());
  }

  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * gaussian());
  }

  double logUniform(double lowest, double highest) {
    return lowest * StrictMath.exp(StrictMath.log(highest / lowest) * unit());
  }
}
