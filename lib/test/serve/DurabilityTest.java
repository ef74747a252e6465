package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hit that got its 200 is in the lake exactly once, whatever happens to the process. */
class DurabilityTest {
  private static final int CLIENTS = 24;

  @TempDir
  Path folder;

  private final Set<Long> answered = new ConcurrentSkipListSet<>();
  private final AtomicLong times = new AtomicLong(System.currentTimeMillis() - 3_600_000);

  /** Sends hits, each with a time of its own, until the server is gone; remembers those that got a 200. */
  private Thread client(int port, CountDownLatch enough) {
    Thread client = new Thread(() -> {
      try (HitClient hits = new HitClient(port)) {
        while (true) {
          long time = times.incrementAndGet();
          if (hits.send(time) == 200) {
            answered.add(time);
            enough.countDown();
          }
        }
      } catch (IOException killed) {
        // As it should be.
      }
    });
    client.start();
    return client;
  }

  private void killOnce(Path lake, int hitsBefore) throws Exception {
    Process process = CollectorRun.start(lake);
    try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int port = Integer.parseInt(output.readLine().substring(5));
      CountDownLatch enough = new CountDownLatch(hitsBefore);
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(client(port, enough));
      }
      enough.await();
      process.destroyForcibly().waitFor();
      for (Thread client : clients) {
        client.join();
      }
    }
  }

  private void everyAnsweredHitIsThereOnce(Path lakeFolder) throws Exception {
    try (RunningCollector collector = new RunningCollector(lakeFolder)) {
      assertTrue(collector.stop());
            // A kill in the middle of a merge leaves a copy beside its sources, which whatever builds the day takes away.
      new Upkeep(collector.lake.lake(), Clock.systemUTC(), collector.said::add).run();
      assertEquals(List.of(), collector.lake.query(
          "select epoch_ms(event_timestamp) from incoming_events group by all having count(*) > 1 limit 10"));
      Set<Long> there = new HashSet<>();
      collector.lake.query("select epoch_ms(event_timestamp) from incoming_events").forEach(time -> there.add(Long.valueOf(time)));
      Set<Long> missing = new TreeSet<>(answered);
      missing.removeAll(there);
      assertEquals(Set.of(), missing);
      assertEquals(List.of(), collector.said);
      assertEquals(List.of(), Segment.all(lakeFolder.resolve("raw/journal")));
    }
  }

  @Test
  void aKillLosesNothing() throws Exception {
    killOnce(folder, 3_000);
    everyAnsweredHitIsThereOnce(folder);
  }

  @Tag("slow")
  @Test
  void tenKillsAtAnyMomentLoseNothing() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < 10; round++) {
      killOnce(folder, 1 + random.nextInt(20_000));
    }
    everyAnsweredHitIsThereOnce(folder);
  }

  @Test
  void aCrashBetweenIngestAndTheEndOfTheSegmentCountsNothingTwice() throws Exception {
    Path segment;
    byte[] content;
    try (RunningCollector collector = new RunningCollector(folder); HitClient client = new HitClient(collector.port())) {
      for (int i = 0; i < 100; i++) {
        assertEquals(200, client.send(times.incrementAndGet()));
      }
      segment = Segment.all(folder.resolve("raw/journal")).get(0);
      content = Files.readAllBytes(segment);
      collector.stop();
      assertEquals(List.of("100"), collector.lake.query("select count(*) from incoming_events"));
    }
    Files.write(segment, content);
    try (RunningCollector collector = new RunningCollector(folder)) {
      collector.stop();
      assertEquals(List.of("100"), collector.lake.query("select count(*) from incoming_events"));
      assertEquals(List.of(), Segment.all(folder.resolve("raw/journal")));
    }
  }

  @Test
  void aFullDiskIsSaidByEveryAnswerAndHealsByItself() throws Exception {
    // A limit on file sizes fails writes as a full disk does.
    isSaidByEveryAnswerAndHealsByItself(process -> limitFileSize(process, "0"), process -> limitFileSize(process, "unlimited"));
  }

  @Test
  void aReadOnlyLakeIsSaidByEveryAnswerAndHealsByItself() throws Exception {
    isSaidByEveryAnswerAndHealsByItself(process -> run("chmod", "-R", "a-w", folder.toString()),
        process -> run("chmod", "-R", "u+w", folder.toString()));
  }

  private interface Step {
    void take(Process collector) throws Exception;
  }

  private void isSaidByEveryAnswerAndHealsByItself(Step trouble, Step remedy) throws Exception {
    Process process = CollectorRun.start(folder);
    try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int port = Integer.parseInt(output.readLine().substring(5));
      try (HitClient client = new HitClient(port)) {
        assertEquals(200, send(client));
        trouble.take(process);
        while (send(client) == 200) {
          // The segment of before still has room.
        }
        assertEquals(503, send(client));
        assertEquals(503, RunningCollector.status(RunningCollector.request(port, "GET", "/healthz")));
        remedy.take(process);
        while (RunningCollector.status(RunningCollector.request(port, "GET", "/healthz")) != 200) {
          Thread.onSpinWait();
        }
        assertEquals(200, send(client));
      }
      process.destroy();
      process.destroyForcibly().waitFor();
    }
    everyAnsweredHitIsThereOnce(folder);
  }

  private int send(HitClient client) throws IOException {
    long time = times.incrementAndGet();
    int status = client.send(time);
    if (status == 200) {
      answered.add(time);
    }
    return status;
  }

  private static void limitFileSize(Process process, String bytes) throws Exception {
    run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":");
  }

  private static void run(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
  }
}
