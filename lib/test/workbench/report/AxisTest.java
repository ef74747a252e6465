package tarn.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void ticksAreRound() {
    assertEquals(List.of(0L, 1L), Axis.upTo(0, 4).ticks());
    assertEquals(List.of(0L, 1L, 2L, 3L), Axis.upTo(3, 4).ticks());
    assertEquals(List.of(0L, 1_000L, 2_000L, 3_000L, 4_000L), Axis.upTo(3_707, 4).ticks());
    assertEquals(List.of(0L, 5L, 10L, 15L), Axis.upTo(11.5, 4).ticks());
  }

  @Test
  void theyAreFewAndReachTheMost() {
    Random luck = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double most = Math.exp(luck.nextDouble() * 30);
      Axis axis = Axis.upTo(most, 4);
      assertTrue(axis.top() >= most && axis.ticks().size() <= 6, axis + " for " + most);
      assertTrue(axis.top() - axis.step() < most, axis + " for " + most);
    }
  }
}
