package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;

/** Ctrl-C in the middle of a command: exit code 130, and the next run gives the numbers of an undisturbed one. */
@Timeout(120)
class InterruptTest {
  private static final int INTERRUPTED = 130;
  private static final long DAY = 86_400_000;
  private static final String NUMBERS = "select event_date, sum(page_view_cnt) as views, sum(visitor_cnt) as visitors,"
      + " sum(visit_cnt) as visits, sum(visit_duration_sec_sum) as seconds from stats group by all order by all";

  @TempDir
  Path folder;

  private Path lake;
  private Path first;
  private Path second;
  private String undisturbed;

  @BeforeEach
  void writeLogs() throws Exception {
    lake = folder.resolve("lake");
    first = log("first.log", 0);
    second = log("second.log", DAY);
    Path other = folder.resolve("other");
    CommandRun.of("ingest", "--lake", other, first, second);
    CommandRun.of("aggregate", "--lake", other);
    undisturbed = numbers(other);
  }

  private Path log(String name, long offset) throws IOException {
    SmallLake spelling = new SmallLake(folder.resolve("spelling"));
    for (int i = 0; i < 100; i++) {
      spelling.view("visitor-" + i % 30, offset + i * 20_000L, "/" + i % 7);
    }
    return Files.writeString(folder.resolve(name), spelling.lines());
  }

  private static String numbers(Path lake) throws Exception {
    return CommandRun.of("query", "--lake", lake, "--format", "csv", NUMBERS).out();
  }

  private static boolean hasFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(Files::isRegularFile);
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits for what is certain to come while the process lives. */
  private static void await(Process process, BooleanSupplier reached) {
    while (!reached.getAsBoolean()) {
      assertTrue(process.isAlive(), "the command ended too early");
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void ingestGoesOnWhereItWasInterrupted() throws Exception {
    Process ingest = CommandRun.process(folder.resolve("output"), "ingest", "--lake", lake, first, "-").start();
    try (OutputStream input = ingest.getOutputStream()) {
      // Half of the second log: the command cannot end before it has the rest.
      String lines = Files.readString(second);
      input.write(lines.substring(0, lines.length() / 2).getBytes(StandardCharsets.UTF_8));
      input.flush();
      await(ingest, () -> hasFiles(lake.resolve("raw/ledger")));
      CommandRun.interrupt(ingest);
      assertEquals(INTERRUPTED, ingest.waitFor());
    }
    CommandRun again = CommandRun.of("ingest", "--lake", lake, first, second);
    assertEquals(ExitCode.DONE, again.exitCode());
    assertTrue(again.err().contains("100 lines already in the lake"), again.err());
    CommandRun.of("aggregate", "--lake", lake);
    assertEquals(undisturbed, numbers(lake));
  }

  @Test
  void aggregateGoesOnWhereItWasInterrupted() throws Exception {
    CommandRun.of("ingest", "--lake", lake, first, second);
    Path cleaned;
    try (Stream<Path> files = Files.list(
        lake.resolve("cleaned/incoming/domain_name=example.com/event_type=pageview/event_date=2026-11-21"))) {
      cleaned = files.findFirst().orElseThrow();
    }
    // The second day waits for a writer of its input that never comes.
    Path aside = Files.move(cleaned, folder.resolve("aside.parquet"));
    assertEquals(0, new ProcessBuilder("mkfifo", cleaned.toString()).start().waitFor());
    Process aggregate = CommandRun.process(folder.resolve("output"), "aggregate", "--lake", lake).start();
    await(aggregate, () -> hasFiles(lake.resolve("curated/manifest")));
    CommandRun.interrupt(aggregate);
    assertEquals(INTERRUPTED, aggregate.waitFor());
    Files.delete(cleaned);
    Files.move(aside, cleaned);
    assertEquals(1, CommandRun.of("aggregate", "--lake", lake, "--dry-run").out().lines().count());
    assertEquals(ExitCode.DONE, CommandRun.of("aggregate", "--lake", lake).exitCode());
    assertEquals(undisturbed, numbers(lake));
  }
}
