package tarn.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkMixTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  @TempDir
  Path folder;

  @Test
  void theSameSeedGivesTheSameLines() {
    List<String> lines = new BenchmarkMix(1, DAY, 2_000).lines().toList();
    assertEquals(lines, new BenchmarkMix(1, DAY, 2_000).lines().toList());
    assertNotEquals(lines, new BenchmarkMix(2, DAY, 2_000).lines().toList());
  }

  @Test
  void linesAreWholeInOrderAndOfOneDay() {
    Map<String, Integer> browsers = new HashMap<>();
    Set<String> paths = new HashSet<>();
    Set<String> domains = new HashSet<>();
    Set<String> visitors = new HashSet<>();
    long last = 0;
    for (String text : new BenchmarkMix(1, DAY, 60_000).lines().toList()) {
      LoggedLine line = new LoggedLine(text);
      assertFalse(line.isBroken(), text);
      assertFalse(line.isBot(), text);
      assertTrue(line.arrivalMillis() >= last, text);
      last = line.arrivalMillis();
      assertEquals(DAY, LocalDate.ofInstant(Instant.ofEpochMilli(last), ZoneOffset.UTC));
      assertEquals(DAY, LocalDate.ofInstant(Instant.ofEpochMilli(line.eventMillis()), ZoneOffset.UTC));
      browsers.merge(line.field(7), 1, Integer::sum);
      paths.add(line.key("pa"));
      domains.add(line.domain());
      visitors.add(line.field(1) + line.field(7));
    }
    assertEquals(Set.copyOf(BenchmarkMix.DOMAINS), domains);
    assertEquals(500, paths.size());
    assertTrue(visitors.size() > 25_000 && visitors.size() <= 30_000, visitors.size() + " visitors");
    assertTrue(browsers.size() > 2_000 && browsers.size() <= 3_000, browsers.size() + " user agents");
    assertTrue(browsers.values().stream().mapToInt(Integer::intValue).max().orElseThrow() > 4_000);
  }

  @Test
  void threeThousandUserAgentsAreAllDifferent() {
    assertEquals(3_000, Browsers.many(3_000).stream().map(Browser::header).distinct().count());
  }

  @Test
  void moreCanBeTakenThanFillTheDay() {
    BenchmarkMix mix = new BenchmarkMix(1, DAY, 10);
    for (int i = 0; i < 25; i++) {
      assertEquals(13, mix.get().split("\t").length);
    }
  }

  @Test
  void aFileHoldsAllLines() throws IOException {
    new BenchmarkMix(1, DAY, 500).write(folder.resolve("mix.log"));
    assertEquals(new BenchmarkMix(1, DAY, 500).lines().toList(), Files.readAllLines(folder.resolve("mix.log")));
  }
}
