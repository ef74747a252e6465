package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;

/** Whatever ends a run, the next one gives the numbers of an undisturbed one. */
class CrashTest {
  private static final long DAY = 86_400_000;
  private static final List<String> QUESTIONS = List.of(
      "select event_date, sum(page_view_cnt), sum(visitor_cnt), sum(visit_cnt), sum(bounces_cnt), sum(visit_duration_sec_sum) from stats group by all order by all",
      "select event_date, event_name, count(*) from events group by all order by all",
      "select event_date, count(*), sum(event_cnt) from sessions group by all order by all");

  @TempDir
  Path folder;

  private Path logs() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    for (int day = 0; day < 5; day++) {
      SmallLake lines = new SmallLake(folder.resolve("spelling-" + day));
      for (int i = 0; i < 400; i++) {
        lines.view("visitor-" + i % 90, -day * DAY + i * 20_000L, "/" + i % 7);
        lines.event("visitor-" + i % 50, -day * DAY + i * 20_000L + 500, "event-" + i % 5);
      }
      Files.writeString(logs.resolve("day-" + day + ".log"), lines.lines());
    }
    return logs;
  }

  private static List<List<String>> answers(SmallLake lake) throws Exception {
    List<List<String>> answers = new ArrayList<>();
    for (String question : QUESTIONS) {
      answers.add(lake.query(question));
    }
    return answers;
  }

  private static Process start(Path output, String shellPrefix, Path lake, Path logs, String... more) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of("sh", "-c", shellPrefix + "exec \"$@\"", "sh", java, "-XX:-UsePerfData", "-cp",
        System.getProperty("java.class.path"), CrashRun.class.getName(), lake.toString(), logs.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  @Tag("slow")
  @Test
  void killedAtTenMomentsARunIsMendedByTheNext() throws Exception {
    Path logs = logs();
    List<List<String>> undisturbed = answers(CrashRun.run(folder.resolve("undisturbed"), logs));
    long started = System.nanoTime();
    assertEquals(0, start(folder.resolve("output"), "", folder.resolve("timed"), logs).waitFor());
    long millis = (System.nanoTime() - started) / 1_000_000;
    Random random = new Random(11);
    int killed = 0;
    for (int round = 0; round < 10; round++) {
      Path lake = folder.resolve("lake-" + round);
      Process process = start(folder.resolve("output"), "", lake, logs);
      if (!process.waitFor(millis / 5 + random.nextInt((int) (millis * 4 / 5)), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        killed++;
      }
      assertEquals(undisturbed, answers(CrashRun.run(lake, logs)), "round " + round);
    }
    assertTrue(killed >= 5, "only " + killed + " rounds were cut short");
  }

  @Test
  void aFullDiskIsSaidAndMendedByTheNextRun() throws Exception {
    Path logs = logs();
    Path output = folder.resolve("output");
    // A limit on file sizes fails writes as a full disk does; 4,096 bytes are less than a cleaned file.
    assertNotEquals(0, start(output, "trap '' XFSZ; ", folder.resolve("lake"), logs, "4096").waitFor());
    assertTrue(Files.readString(output, StandardCharsets.UTF_8).contains("cannot write"), Files.readString(output));
    List<List<String>> undisturbed = answers(CrashRun.run(folder.resolve("undisturbed"), logs));
    assertEquals(undisturbed, answers(CrashRun.run(folder.resolve("lake"), logs)));
  }
}
