package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.enrich.ReferrerTable;
import tarn.enrich.UserAgentRegexes;
import tarn.event.PixelOptions;

/** What was made of lines while their day had a salt is not lost because they can be read no more. */
class SaltDestroyedTest {
  private static final String ROWS = "select * from incoming_events order by all";
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  @TempDir
  Path folder;

  private SmallLake lake;
  private String log;
  private List<String> rows;

  @BeforeEach
  void takeALog() throws Exception {
    lake = new SmallLake(folder.resolve("lake"));
    log = lake.view("a", 0, "/").event("a", 5, "click").lines();
    lake.ingest().aggregate();
    rows = lake.query(ROWS);
  }

  private void pruneAfterItsTime() {
    new Prune(lake.lake(), Clock.fixed(SmallLake.NOON.plus(Duration.ofDays(40)), ZoneOffset.UTC)).raw(30);
    new Prune(lake.lake(), Clock.offset(Clock.systemUTC(), Duration.ofDays(40))).raw(30);
  }

  private void assertAllIsAsItWas(IngestResult result) throws Exception {
    assertEquals(1, result.left());
    assertFalse(result.isWhole());
    assertEquals(0, result.records());
    assertEquals(rows, lake.query(ROWS));
    lake.aggregate();
    assertEquals(List.of("1"), lake.query("select sum(page_view_cnt) from stats"));
    assertEquals(List.of(2L), new Ledger(lake.lake()).all().stream().map(LedgerEntry::ok).toList());
    assertEquals(List.of(), lake.lake().store().list(lake.lake().errors()));
  }

  private IngestResult ingestAs(String pagesHost, String lines) throws Exception {
    PixelOptions options = new PixelOptions(AllowList.everything(), pagesHost);
    try (Ingest ingest = new Ingest(lake.lake(), options, null, false, Clock.systemUTC())) {
      return ingest.ingest("test.log", new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private IngestResult transform(Boolean trimSlash) throws Exception {
    Retransform retransform = new Retransform(lake.lake(), AllowList.everything(), ReferrerTable.bundled(), UserAgentRegexes.bundled(),
        trimSlash, Clock.systemUTC());
    return retransform.run(retransform.files(day -> true, false), file -> {});
  }

  @Test
  void theSameLogAgainChangesNothing() throws Exception {
    pruneAfterItsTime();
    assertAllIsAsItWas(lake.ingest(log, true));
    assertEquals(List.of(), lake.lake().store().list(lake.lake().raw()));
  }

  @Test
  void theSameLogReadInAnotherWayChangesNothing() throws Exception {
    String access = "203.0.113.7 - - [20/Nov/2026:12:00:00 +0000] \"GET /hello.gif?t=pv&hn=example.com&pa=%2F HTTP/1.1\" 200 5 \"-\" \"Firefox\"\n"
        + "203.0.113.7 - - [20/Nov/2026:12:00:00 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"Firefox\"\n";
    assertEquals(1, ingestAs(null, access).ok());
    rows = lake.query(ROWS);
    pruneAfterItsTime();
    IngestResult result = ingestAs("example.com", access);
    assertEquals(1, result.left());
    assertEquals(rows, lake.query(ROWS));
  }

  @Test
  void aRawFileThatOutlivedTheSaltIsNotReadAgain() throws Exception {
    Files.delete(lake.local(lake.lake().salt(DAY)));
    assertAllIsAsItWas(transform(null));
    new Ledger(lake.lake()).all().forEach(entry -> assertEquals(Map.of(), entry.failed()));
  }

  @Test
  void rowsWithoutAnEntryInTheLedgerAreKeptToo() throws Exception {
    lake.view("b", 60_000, "/b").ingest();
    new Repartition(lake.lake(), Clock.systemUTC(), 1 << 20).run(day -> true, merge -> {});
    rows = lake.query(ROWS);
    new Ledger(lake.lake()).all().forEach(new Ledger(lake.lake())::remove);
    Files.delete(lake.local(lake.lake().salt(DAY)));
    assertEquals(2, transform(null).left());
    assertEquals(rows, lake.query(ROWS));
  }

  @Test
  void linesThatHadComeTooLateDoNotKeepTheOthersFromBeingReadAgain() throws Exception {
    Files.delete(lake.local(lake.lake().salt(DAY)));
    lake.clear();
    long midnight = Duration.ofHours(12).toMillis();
    String today = lake.view("b", midnight, "/today/").lines();
    String late = today.replaceFirst("ts=\\d+", "ts=" + (SmallLake.NOON.toEpochMilli() + midnight - 1));
    assertEquals(Map.of("salt destroyed", 1L), lake.ingest(today + late, false).failed());
    IngestResult again = transform(true);
    assertEquals(1, again.left());
    assertEquals(1, again.ok());
    assertEquals(List.of("/today"), lake.query("select request_path from incoming_events where event_date = '2026-11-21'"));
  }
}
