package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogInput;

class IngestTest {
  private static final Instant TODAY = Instant.parse("2026-11-24T09:00:00Z");

  @TempDir
  Path folder;

  private SmallLake lake;
  private String line;

  @BeforeEach
  void makeLake() {
    lake = new SmallLake(folder.resolve("lake"));
    line = new SmallLake(folder.resolve("spelling")).view("a", 0, "/").lines();
  }

  private IngestResult ingest(String text, LogFormat format, String pagesHost, Instant now) throws Exception {
    PixelOptions options = new PixelOptions(AllowList.everything(), pagesHost);
    try (Ingest ingest = new Ingest(lake.lake(), options, format, false, Clock.fixed(now, ZoneOffset.UTC))) {
      return ingest.ingest("test.log", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private List<Path> rawFiles(String below) {
    return lake.lake().store().fetch(lake.lake().store().list("raw/" + below));
  }

  @Test
  void rawHoldsTheLinesAsTheyCameUnderTheirHash() throws Exception {
    Random random = new Random(8);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    while (log.size() < 3_000_000) {
      byte[] title = new byte[random.nextInt(30_000)];
      Arrays.fill(title, (byte) ('a' + random.nextInt(26)));
      log.writeBytes(line.replace("t=pv", "t=pv&ti=" + new String(title, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.UTF_8));
    }
    lake.ingest(log.toByteArray(), false);
    Path raw = rawFiles("event_date=2026-11-20").get(0);
    try (InputStream content = LogInput.open(Files.newInputStream(raw))) {
      assertArrayEquals(log.toByteArray(), content.readAllBytes());
    }
    assertEquals(Sha256.hex(digest -> digest.update(log.toByteArray())) + ".gz", raw.getFileName().toString());
  }

  @Test
  void theLongestHostNamesAreRefusedBecauseNoFolderCanHaveThem() throws Exception {
    String name = String.join(".", "a".repeat(63), "b".repeat(63), "c".repeat(63));
    String fits = name + "." + "d".repeat(51);
    String tooLong = name + "." + "d".repeat(52);
    IngestResult result = lake.ingest(line.replace("hn=example.com", "hn=" + fits)
        + line.replace("hn=example.com", "hn=" + tooLong) + line, false);
    assertEquals(2, result.ok());
    assertEquals(Map.of("hn is no host name", 1L), result.failed());
  }

  @Test
  void aNewHeaderInTheMiddleOfALogHoldsForTheLinesBehindIt() throws Exception {
    String log = """
        #Version: 1.0
        #Fields: date time c-ip sc-status cs-uri-stem cs-uri-query
        2026-11-20\t12:00:00\t203.0.113.7\t200\t/hello.gif\tt=pv&hn=example.com&pa=%252Ffirst
        #Fields: sc-status cs-uri-query cs-uri-stem c-ip time date
        200\tt=pv&hn=example.com&pa=%252Fsecond\t/hello.gif\t203.0.113.7\t12:00:01\t2026-11-20
        """;
    assertEquals(2, lake.ingest(log, false).ok());
    assertEquals(List.of("/first", "/second"), lake.query("select request_path from incoming_events order by event_timestamp"));
  }

  @Test
  void aHeaderDoesNotHoldForTheLinesBeforeIt() throws Exception {
    String early = "2026-11-20\t12:00:00\t/hello.gif\t200\n";
    String log = "#Version: 1.0\n" + early + "#Fields: date time cs-uri-stem sc-status\n" + early;
    assertEquals(Map.of("hn is missing", 1L, "no #Fields header", 1L), lake.ingest(log, false).failed());
  }

  @Test
  void recordsInOneLineAreAllTakenWhateverTheFirstOneIs() throws Exception {
    String spelt = line.strip().replace("\t", "\\t");
    assertEquals(1, lake.ingest(" \\n" + spelt + "\\n", false).ok());
    assertEquals(1, lake.ingest("# a remark\\n" + spelt.replace("pa=%252F", "pa=%252Fb") + "\\n", false).ok());
  }

  @Test
  void linesWithoutATimeAreKnownAgainOnAnotherDay() throws Exception {
    assertEquals(2, ingest("rubbish\nand more\n", null, null, TODAY).records());
    IngestResult tomorrow = ingest("rubbish\nand more\n", null, null, TODAY.plus(Duration.ofDays(1)));
    assertEquals(0, tomorrow.records());
    assertEquals(2, tomorrow.skipped());
  }

  @Test
  void linesReadInTheWrongFormatAreReplacedWhenReadInTheRightOne() throws Exception {
    assertEquals(Map.of("not in combined format", 1L), ingest(line, LogFormat.COMBINED, null, TODAY).failed());
    assertEquals(1, ingest(line, null, null, TODAY).ok());
    assertEquals(List.of("realtime"), new Ledger(lake.lake()).all().stream().map(LedgerEntry::format).toList());
    assertEquals(List.of(), rawFiles("error"));
    assertEquals(1, rawFiles("event_date=2026-11-20").size());
    assertNull(lake.lake().store().find(lake.lake().rawFile(LocalDate.parse("2026-11-24"), new Ledger(lake.lake()).all().get(0).name())));
  }

  @Test
  void pagesAskedForAfterPixelsReplaceThem() throws Exception {
    String access = "203.0.113.7 - - [20/Nov/2026:12:00:00 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"Mozilla/5.0 Firefox/140.0\"\n";
    assertEquals(Map.of("another path", 1L), ingest(access, null, null, TODAY).dropped());
    assertEquals(1, ingest(access, null, "example.com", TODAY).ok());
    assertEquals(0, ingest(access, null, "example.com", TODAY).records());
    assertEquals(1, new Ledger(lake.lake()).all().size());
  }

  @Test
  void equalPageRequestsWithinASecondCountOnce() throws Exception {
    String access = "203.0.113.7 - - [20/Nov/2026:12:00:0%d +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"Mozilla/5.0 Firefox/140.0\"\n";
    String first = String.format(access, 0);
    IngestResult result = ingest(first + first + first.replace("/a", "/b") + String.format(access, 1), null, "example.com", TODAY);
    assertEquals(4, result.ok());
    lake.aggregate();
    assertEquals(List.of("/a,2", "/b,1"), lake.query("select request_path, sum(page_view_cnt) from stats group by all order by all"));
  }

  @Test
  void nobodyButTheOwnerReadsTheRawZone() throws Exception {
    lake.ingest(line + "broken\n", false);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lake.local("raw"))));
    for (Path file : rawFiles("")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
    }
    new DomainErasure(lake.lake(), Clock.systemUTC()).erase("example.com");
    for (Path file : rawFiles("")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
    }
  }

  @Test
  void pruneTakesAwayWhatAKilledProcessLeft() throws Exception {
    Path tmp = Files.createDirectories(lake.local("raw").resolve("tmp"));
    Path old = Files.writeString(tmp.resolve("1-x.gz"), "203.0.113.7");
    Path young = Files.writeString(tmp.resolve("2-x.gz"), "203.0.113.7");
    Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    new Prune(lake.lake(), Clock.systemUTC()).raw(30);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
  }

  @Test
  void quarantineKeepsTheBytesOfALine() throws Exception {
    byte[] bytes = {'b', 'a', 'd', (byte) 0xff, 0, (byte) 0xc3, '!'};
    lake.ingest(bytes, false);
    try (LineReader lines = new LineReader(LogInput.open(Files.newInputStream(rawFiles("error").get(0))))) {
      String json = new String(lines.next(), StandardCharsets.US_ASCII);
      String encoded = json.substring(json.lastIndexOf(":\"") + 2, json.lastIndexOf('"'));
      assertEquals(Arrays.toString(bytes), Arrays.toString(Base64.getDecoder().decode(encoded)));
    }
  }

  @Test
  void aDamagedInputIsRememberedOnceUntilItsTimeIsOver() throws Exception {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(archive)) {
      for (int i = 0; i < 500; i++) {
        out.write(line.replace("\ta\t", "\tvisitor-" + i * 7919 + "\t").getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] half = Arrays.copyOf(archive.toByteArray(), archive.size() / 2);
    IngestResult result = lake.ingest(half, false);
    lake.ingest(half, false);
    List<DamagedSource> damaged = new Ledger(lake.lake()).damaged();
    assertEquals(1, damaged.size());
    assertEquals("test.log", damaged.get(0).source());
    assertEquals(result.records(), damaged.get(0).records());
    assertEquals(result.damage(), damaged.get(0).damage());
    new Prune(lake.lake(), Clock.systemUTC()).raw(30);
    assertEquals(1, new Ledger(lake.lake()).damaged().size());
    new Prune(lake.lake(), Clock.offset(Clock.systemUTC(), Duration.ofDays(32))).raw(30);
    assertEquals(List.of(), new Ledger(lake.lake()).damaged());
  }

  @Test
  void anArchiveThatBreaksOffInItsHeaderIsRememberedToo() throws Exception {
    assertNotNull(lake.ingest(new byte[] {0x1f, (byte) 0x8b, 8}, false).damage());
    assertEquals(0, new Ledger(lake.lake()).damaged().get(0).records());
  }

  @Test
  void aLogWhoseLinesArriveOutOfOrderOverManyDaysIsSortedIntoThem() throws Exception {
    SmallLake spelling = new SmallLake(folder.resolve("spelling"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      lines.addAll(spelling.view("v" + i % 5, (i % 60) * 86_400_000L + i, "/" + i).lines().lines().skip(i).toList());
    }
    Collections.shuffle(lines, new Random(5));
    lake.ingest(String.join("\n", lines) + "\n", false);
    assertEquals(60, new Ledger(lake.lake()).all().size());
    assertEquals(List.of("60,240"), lake.query("select count(distinct event_date), count(*) from incoming_events"));
  }

  @Test
  void hitsAroundMidnightGoWhereTheBrowsersClockSays() throws Exception {
    long midnight = Duration.ofHours(12).toMillis();
    SmallLake lines = new SmallLake(folder.resolve("spelling"));
    String before = lines.view("a", midnight - 1, "/before").lines();
    String after = new SmallLake(folder.resolve("spelling")).view("a", midnight, "/after").lines();
    String late = after.replaceFirst("ts=\\d+", "ts=" + (SmallLake.NOON.toEpochMilli() + midnight - 1)).replace("after", "late");
    lake.ingest(before + after + late, false);
    assertEquals(List.of("/before,2026-11-20", "/late,2026-11-20", "/after,2026-11-21"),
        lake.query("select request_path, event_date from incoming_events order by event_timestamp, request_path"));
    assertEquals(1, rawFiles("event_date=2026-11-20").size());
    assertEquals(1, rawFiles("event_date=2026-11-21").size());
  }

  @Test
  void sixHundredDomainsInOneFileAreSixHundredPartitions() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      log.append(line.replace("hn=example.com", "hn=site-" + i + ".example"));
    }
    assertEquals(600, lake.ingest(log.toString(), false).ok());
    assertEquals(List.of("600,600"), lake.query("select count(distinct domain_name), count(*) from incoming_events"));
  }

  @Test
  void severalIngestsAtOnceShareTheirSaltsAndLoseNothing() throws Exception {
    int writers = 4;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      CyclicBarrier together = new CyclicBarrier(writers);
      List<Callable<IngestResult>> ingests = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String log = line.replace("pa=%252F", "pa=%252F" + writer) + line;
        ingests.add(() -> {
          together.await();
          return lake.ingest(log, false);
        });
      }
      Map<String, Long> failed = new TreeMap<>();
      for (Future<IngestResult> result : threads.invokeAll(ingests)) {
        failed.putAll(result.get().failed());
      }
      assertEquals(Map.of(), failed);
    } finally {
      threads.shutdownNow();
    }
    lake.aggregate();
    assertEquals(List.of("1,5"), lake.query("select sum(visitor_cnt), sum(page_view_cnt) from stats"));
  }

  @Test
  void aRawFileThatRottedKeepsWhatItHadProduced() throws Exception {
    lake.ingest(line, false);
    Path raw = rawFiles("event_date=2026-11-20").get(0);
    byte[] bytes = Files.readAllBytes(raw);
    Files.write(raw, Arrays.copyOf(bytes, bytes.length - 9));
    Retransform retransform = new Retransform(lake.lake(), AllowList.everything(), Clock.systemUTC());
    IngestResult result = retransform.run(retransform.files(day -> true, false), file -> {});
    assertTrue(result.damage().startsWith("raw/event_date=2026-11-20/"), result.damage());
    assertEquals(List.of("1"), lake.query("select count(*) from incoming_events"));
    assertEquals(1, new Ledger(lake.lake()).damaged().size());
  }

  @Test
  void lateLinesDoNotReplaceACuratedDayWhoseCleanedFilesWerePruned() throws Exception {
    lake.view("a", 0, "/").view("b", 1, "/").ingest().aggregate();
    new Prune(lake.lake(), Clock.offset(Clock.systemUTC(), Duration.ofDays(40))).cleaned(0);
    lake.view("c", 2, "/").ingest().aggregate();
    assertEquals(List.of("2"), lake.query("select sum(page_view_cnt) from stats"));
    Files.delete(lake.local(lake.lake().salt(LocalDate.parse("2026-11-20"))));
    new Prune(lake.lake(), Clock.offset(Clock.systemUTC(), Duration.ofDays(40))).cleaned(0);
    assertEquals(Map.of("salt destroyed", 1L), lake.ingest(lake.view("d", 3, "/").lines(), false).failed());
  }
}
