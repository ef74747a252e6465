package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tarn.serve.RunningCollector.AGENT;
import static tarn.serve.RunningCollector.body;
import static tarn.serve.RunningCollector.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SettableClock;
import tarn.aggregate.SmallLake;
import tarn.lake.S3Server;
import tarn.lake.UnreliableS3;
import tarn.lake.UnreliableS3.Fault;

/** The collector over a lake on S3. */
@Tag("slow")
class S3CollectorTest {
  private static final String VIEWS = "select sum(page_view_cnt) from stats";
  private static final String HITS = "select count(*), count(distinct event_timestamp) from incoming_events";

  @TempDir
  Path folder;

  private final SettableClock clock = new SettableClock(SmallLake.NOON);
  private String prefix;
  private UnreliableS3 proxy;
  /** The lake, past the proxy. */
  private SmallLake reader;
  private int kept;

  @BeforeEach
  void makeLake() throws Exception {
    prefix = S3Server.newPrefix();
    proxy = new UnreliableS3(S3Server.endpoint());
    reader = new SmallLake(S3Server.lake(prefix, S3Server.endpoint(), folder.resolve("reader")));
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  private static RunningCollector.Settings settings() {
    RunningCollector.Settings settings = new RunningCollector.Settings();
    settings.flushEvery = Duration.ofMillis(20);
    settings.aggregateEvery = Duration.ofMillis(20);
    return settings;
  }

  private RunningCollector collector(RunningCollector.Settings settings) throws Exception {
    return new RunningCollector(S3Server.lake(prefix, proxy.endpoint(), folder), settings, clock);
  }

  /** Sends a page view of its own millisecond. */
  private int send(RunningCollector collector) throws IOException {
    clock.pass(Duration.ofMillis(1));
    int status = status(collector.get("/hello.gif?t=pv&hn=example.com&pa=%2F&ts=" + clock.millis(), "User-Agent: " + AGENT + "\r\n"));
    kept += status == 200 ? 1 : 0;
    return status;
  }

  private String live(RunningCollector collector) throws IOException {
    return RunningCollector.request(collector.livePort(), "GET", "/");
  }

  private void await(String row, RunningCollector collector, String sql) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!List.of(row).equals(reader.query(sql))) {
      assertTrue(System.nanoTime() < end, () -> "the lake never had " + row + "; " + collector.said);
    }
  }

  private List<Path> journal() throws IOException {
    return Segment.all(folder.resolve("state").resolve(prefix).resolve("raw/journal"));
  }

  @Test
  void hitsComeIntoTheBucketsTheSumsOfTheirDayAndTheLivePage() throws Exception {
    // From a day that the live page has no use for.
    reader.view("old", -3 * 86_400_000L, "/old").ingest().aggregate();
    try (RunningCollector collector = collector(settings())) {
      for (int i = 0; i < 3; i++) {
        assertEquals(200, send(collector));
      }
      await("3", collector, VIEWS + " where event_date = '2026-11-20'");
      String page = live(collector);
      assertTrue(body(page).contains("<dd>3</dd>") && body(page).contains("in the last 30 minutes: 3"), page);
      assertTrue(collector.stop());
      assertEquals(List.of(), collector.said);
      assertEquals(List.of(), journal());
      assertFalse(reader.lake().store().list("raw/event_date=2026-11-20/").isEmpty());
      try (Stream<Path> copies = Files.walk(folder.resolve("cache"))) {
        assertTrue(copies.noneMatch(path -> path.toString().contains("aggregated/stats/domain_name=example.com/event_date=2026-11-17/")));
      }
    }
  }

  @Test
  void whileS3IsAwayHitsAreAnsweredAndComeInAfterwards() throws Exception {
    try (RunningCollector collector = collector(settings())) {
      assertEquals(200, send(collector));
      await("1", collector, VIEWS);
      proxy.failAlways(Fault.SERVER_ERROR, "", "");
      for (int i = 0; i < 5; i++) {
        assertEquals(200, send(collector));
      }
      while (collector.said.stream().noneMatch(said -> said.contains("its hits are safe in the journal"))) {
        Thread.onSpinWait();
      }
      assertEquals(200, status(collector.get("/healthz")));
      assertEquals(503, status(live(collector)));
      assertFalse(journal().isEmpty());
      assertEquals(List.of("1"), reader.query(VIEWS));
      proxy.heal();
      // A lease that could not be given back has run out by then.
      clock.pass(Duration.ofMinutes(2));
      assertEquals(200, send(collector));
      await("7", collector, VIEWS);
      assertTrue(body(live(collector)).contains("<dd>7</dd>"));
      assertTrue(collector.stop());
      assertEquals(List.of(), journal());
    }
  }

  @Test
  void whenS3StaysAwayForLongerThanTheJournalHasRoomNothingThatWasTakenIsLost() throws Exception {
    RunningCollector.Settings settings = settings();
    settings.journalBytes = 2_000;
    proxy.failAlways(Fault.SERVER_ERROR, "", "");
    try (RunningCollector collector = collector(settings)) {
      while (send(collector) == 200) {
        assertTrue(kept < 1_000);
      }
      assertEquals(503, status(collector.get("/healthz")));
      assertFalse(collector.stop());
    }
    assertEquals(List.of("0,0"), reader.query(HITS));
    proxy.heal();
    try (RunningCollector next = collector(settings)) {
      await(kept + "," + kept, next, HITS);
      // The journal has room when what was taken in is deleted, a moment after its rows are there.
      for (int asked = 0; status(next.get("/healthz")) != 200; asked++) {
        assertTrue(asked < 100_000);
      }
      assertEquals(200, send(next));
      assertTrue(next.stop());
    }
    assertEquals(List.of(kept + "," + kept), reader.query(HITS));
  }

  @Test
  void anAnswerThatGetsLostCountsNoHitTwice() throws Exception {
    Set<String> lost = new HashSet<>();
    proxy.fail(request -> {
      synchronized (lost) {
        return lost.add(request.method() + request.target()) ? Fault.LOST_ANSWER : null;
      }
    });
    try (RunningCollector collector = collector(settings())) {
      for (int i = 0; i < 20; i++) {
        assertEquals(200, send(collector));
      }
      assertTrue(collector.stop());
      assertEquals(List.of(), collector.said);
    }
    assertEquals(List.of("20,20"), reader.query(HITS));
  }
}
