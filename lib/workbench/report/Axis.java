package tarn.workbench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of counts from 0, with ticks at round numbers.
 *
 * @param step between two ticks: 1, 2 or 5 times a power of ten
 * @param top the last tick, not below the most
 */
record Axis(long step, long top) {
  /** @param ticks about how many, besides that at 0 */
  static Axis upTo(double most, int ticks) {
    double raw = Math.max(1, most) / ticks;
    long power = 1;
    while (power * 10 <= raw) {
      power *= 10;
    }
    long step = power >= raw ? power : 2 * power >= raw ? 2 * power : 5 * power >= raw ? 5 * power : 10 * power;
    return new Axis(step, step * Math.max(1, (long) Math.ceil(most / step)));
  }

  List<Long> ticks() {
    List<Long> ticks = new ArrayList<>();
    for (long tick = 0; tick <= top; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }
}
