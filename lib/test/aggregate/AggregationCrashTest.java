package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.lake.Lake;

/** An aggregation of five days that is killed leaves each partition as it was or as it will be. */
class AggregationCrashTest {
  private static final long DAY = 86_400_000;
  private static final List<String> TABLES = List.of(
      "select event_date, sum(page_view_cnt) from stats group by all order by all",
      "select event_date, count(*) from sessions group by all order by all",
      "select event_date, event_name, count(*) from events group by all order by all");

  @TempDir
  Path folder;

  /** A process of its own that tells when it begins to build. */
  public static final class Build {
    private Build() {}

    public static void main(String... arguments) throws Exception {
      Aggregation aggregation = new Aggregation(Lake.open(Path.of(arguments[0])), Clock.systemUTC());
      List<Aggregation.Stale> stale = aggregation.stale();
      System.out.write('!');
      System.out.flush();
      aggregation.build(stale, day -> {});
    }
  }

  private static Process build(Path lake) throws IOException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), Build.class.getName(), lake.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertEquals('!', process.getInputStream().read());
    return process;
  }

  private static void addHits(SmallLake lake, int more) throws Exception {
    for (int day = 0; day < 5; day++) {
      for (int i = 0; i < 300; i++) {
        lake.view(more + "-visitor-" + i % 90, -day * DAY + i * 20_000L, "/" + i % 7);
        lake.event(more + "-visitor-" + i % 50, -day * DAY + i * 20_000L + 500, "event-" + i % 5);
      }
    }
    lake.ingest();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private void killAtRandomMoments(int rounds) throws Exception {
    SmallLake before = new SmallLake(folder.resolve("before"));
    addHits(before, 1);
    before.aggregate();
    addHits(before, 2);
    copy(folder.resolve("before"), folder.resolve("after"));
    long started = System.nanoTime();
    assertEquals(0, build(folder.resolve("after")).waitFor());
    long micros = (System.nanoTime() - started) / 1000;
    SmallLake after = new SmallLake(folder.resolve("after"));
    Random random = new Random(rounds);
    int killed = 0;
    for (int round = 0; round < rounds; round++) {
      Path copy = folder.resolve("round-" + round);
      copy(folder.resolve("before"), copy);
      Process process = build(copy);
      if (!process.waitFor(random.nextLong(micros), TimeUnit.MICROSECONDS)) {
        process.destroyForcibly().waitFor();
        killed++;
      }
      SmallLake lake = new SmallLake(copy);
      for (String table : TABLES) {
        assertOldOrNew(before.query(table), lake.query(table), after.query(table));
      }
      lake.aggregate();
      for (String table : TABLES) {
        assertEquals(after.query(table), lake.query(table), "round " + round);
      }
    }
    assertTrue(killed >= rounds / 2, "only " + killed + " rounds were cut short");
  }

  private static void assertOldOrNew(List<String> old, List<String> now, List<String> renewed) {
    assertEquals(old.size(), now.size());
    IntStream.range(0, now.size()).forEach(day -> assertTrue(
        now.get(day).equals(old.get(day)) || now.get(day).equals(renewed.get(day)), now + " is neither of " + old + " and " + renewed));
  }

  @Tag("slow")
  @Test
  void killedAtTenMoments() throws Exception {
    killAtRandomMoments(10);
  }

  @Tag("drill")
  @Test
  void killedAtFiftyMoments() throws Exception {
    killAtRandomMoments(50);
  }
}
