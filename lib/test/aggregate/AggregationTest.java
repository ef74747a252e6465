package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;
import tarn.lake.LakeException;
import tarn.lake.Sha256;

class AggregationTest {
  private static final long MINUTES = 60_000;
  private static final String VISITS =
      "select page_view_cnt, event_cnt, visit_duration_sec, is_bounce, is_engaged from sessions order by session_start_timestamp";
  private static final String TOTALS = "select sum(page_view_cnt), sum(visitor_cnt), sum(visit_cnt), sum(bounces_cnt),"
      + " sum(unique_page_view_cnt), sum(visit_duration_sec_sum) from stats";

  @TempDir
  Path folder;

  private SmallLake lake;

  @BeforeEach
  void makeLake() {
    lake = new SmallLake(folder.resolve("lake"));
  }

  @Test
  void anEmptyLakeAnswersWithNothing() throws Exception {
    lake.aggregate();
    for (String view : ReadOnlyLake.views()) {
      assertEquals(List.of("0"), lake.query("select count(*) from " + view), view);
    }
  }

  @Test
  void oneViewIsOneVisitAndBounces() throws Exception {
    lake.view("a", 0, "/").ingest().aggregate();
    assertEquals(List.of("1,0,0,1,0"), lake.query(VISITS));
    assertEquals(List.of("1,1,1,1,1,0"), lake.query(TOTALS));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2"})
  void thirtyMinutesBelongToTheVisitAndOneMillisecondMoreDoesNot(long more, int visits) throws Exception {
    lake.view("a", 0, "/").view("a", 30 * MINUTES + more, "/b").ingest().aggregate();
    assertEquals(List.of("2,1," + visits), lake.query("select sum(page_view_cnt), sum(visitor_cnt), sum(visit_cnt) from stats"));
  }

  @Test
  void hitsMayBeNarrowedByTheKeysOfTheirPartitions() throws Exception {
    long day = 24 * 3_600_000;
    lake.view("a", 0, "/1").view("a", 1, "/2").event("a", 2, "x").view("a", day, "/3").event("a", day + 1, "x").ingest().aggregate();
    assertEquals(List.of("3"), lake.query("select count(*) from hits where event_type = 'pageview'"));
    assertEquals(List.of("2"), lake.query("select count(*) from hits where event_type = 'track'"));
    assertEquals(List.of("2,/3"), lake.query("select count(*), max(request_path) from hits where event_date = '2026-11-21'"));
  }

  @Test
  void pingsLengthenTheirVisitAndCountNowhere() throws Exception {
    lake.view("a", 0, "/").event("a", 30 * MINUTES, "engagement").event("a", 31 * MINUTES, "engagement")
        .event("b", 0, "engagement").ingest().aggregate();
    assertEquals(List.of("1,0,1800,1,1"), lake.query(VISITS));
    assertEquals(List.of("0"), lake.query("select count(*) from events"));
  }

  @Test
  void pingsDoNotKeepAVisitOpen() throws Exception {
    lake.view("a", 0, "/").event("a", 20 * MINUTES, "engagement").view("a", 40 * MINUTES, "/").ingest().aggregate();
    assertEquals(List.of("1,0,1200,1,1", "1,0,0,1,0"), lake.query(VISITS));
  }

  @Test
  void aRunOfEventsAloneIsNoVisit() throws Exception {
    lake.view("a", 0, "/").event("a", 1000, "click").event("a", 60 * MINUTES, "click").ingest().aggregate();
    assertEquals(List.of("1,1,1,0,1"), lake.query(VISITS));
    assertEquals(List.of("click,true,Direct", "click,false,null"), lake.query(
        "select event_name, session_id is not null, channel from events order by event_timestamp"));
  }

  @Test
  void duplicatesCountOnce() throws Exception {
    lake.view("a", 0, "/").event("a", 5, "click").event("a", 5, "click").event("a", 6, "click");
    String lines = lake.lines();
    lake.ingest(lines, false);
    lake.ingest(lines + lines, false);
    lake.aggregate();
    assertEquals(List.of("1,2,0,0,1"), lake.query(VISITS));
  }

  @Test
  void aPageViewComesBeforeAnEventOfTheSameMillisecond() throws Exception {
    lake.event("a", 0, "click").view("a", 0, "/").ingest().aggregate();
    assertEquals(List.of("pageview,1", "track,2"), lake.query("select event_type, hit_number from hits order by hit_number"));
  }

  @Test
  void lateRowsMakeJustTheirDayStale() throws Exception {
    lake.view("a", 0, "/").ingest().aggregate();
    Aggregation aggregation = new Aggregation(lake.lake(), Clock.systemUTC());
    assertEquals(List.of(), aggregation.stale());
    lake.view("b", 1000, "/").ingest();
    assertEquals(List.of("1 new file"), aggregation.stale().stream().map(Aggregation.Stale::reason).toList());
    lake.aggregate();
    lake.view("a", 2000, "/b").view("b", 24 * 60 * MINUTES, "/").ingest().aggregate();
    assertEquals(List.of("2026-11-20,3,2,2", "2026-11-21,1,1,1"), lake.query(
        "select event_date, sum(page_view_cnt), sum(visitor_cnt), sum(visit_cnt) from stats group by all order by all"));
  }

  @Test
  void theSameInputGivesTheSameBytes() throws Exception {
    for (int visitor = 0; visitor < 40; visitor++) {
      lake.line("v" + visitor, visitor % 3, "t=pv&pa=%252F" + visitor % 4 + "&uso=s" + visitor % 5 + "&ume=m" + visitor % 7);
    }
    lake.ingest().aggregate();
    List<String> before = bytes();
    Aggregation aggregation = new Aggregation(lake.lake(), Clock.systemUTC());
    aggregation.build(aggregation.stale(day -> true, true), day -> {});
    assertEquals(before, bytes());
  }

  private List<String> bytes() throws Exception {
    try (var files = Files.walk(lake.local("curated").resolve("aggregated"))) {
      List<String> hashes = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        hashes.add(file.getFileName() + " " + Sha256.hex(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
      }
      return hashes;
    }
  }

  @Test
  void viewsAreThereHoweverAStatementNamesThem() throws Exception {
    lake.view("a", 0, "/").ingest().aggregate();
    for (String from : List.of("STATS", "\"Stats\"", "main.stats", "(select * from stats, hits, sessions where page_view_id = first_page_view_id)")) {
      assertEquals(List.of("1"), lake.query("select count(*) from " + from), from);
    }
    assertEquals(List.of("events", "incoming_events", "sessions", "stats"),
        lake.query("select table_name from information_schema.tables where table_type = 'VIEW' order by 1"));
    String message = assertThrows(SQLException.class, () -> lake.query("select * from statz")).getMessage();
    assertTrue(message.contains("\"stats\""), message);
  }

  @Test
  void theSqlOfADayWithoutDataGivesNoRow() throws Exception {
    try (Connection connection = Duck.open(null); DayBuild build = DayBuild.make(connection, SqlVersion.CURRENT,
        new DomainDay("example.com", "2026-11-20"), List.of(), "none", folder)) {
      for (Table table : List.of(Schema.SESSIONS, Schema.STATS, Schema.EVENTS)) {
        assertTrue(build.isEmpty(table), table.name());
      }
      assertEquals(List.of(), build.eventFolders());
    }
  }

  @Test
  void aDayOfBotsLeavesNoPartitionBehind() throws Exception {
    lake.view("a", 0, "/").event("a", 1, "click");
    lake.ingest(lake.lines().replace("Mozilla/5.0", "SomeBot/1.0"), false);
    lake.aggregate();
    assertEquals(List.of("2"), lake.query("select count(*) from incoming_events"));
    for (String table : List.of("sessions", "stats", "events")) {
      assertTrue(Files.notExists(lake.local(lake.lake().aggregated(table)).resolve("domain_name=example.com/event_date=2026-11-20")), table);
    }
    assertEquals(List.of(), new Aggregation(lake.lake(), Clock.systemUTC()).stale());
  }

  @Test
  void threeIncrementsWithLateRowsEqualOneBuild() throws Exception {
    String visits = new SmallLake(folder.resolve("spelling")).view("a", 0, "/entry").view("a", 50 * MINUTES, "/exit")
        .event("a", 51 * MINUTES, "click").view("b", 0, "/").lines();
    // Late, and between: what were two visits is one. Late, and before: the entry page is another one.
    String between = new SmallLake(folder.resolve("spelling")).view("a", 25 * MINUTES, "/between").event("c", 5, "click").lines();
    String before = new SmallLake(folder.resolve("spelling")).view("a", -10 * MINUTES, "/before").view("c", 0, "/").lines() + between;
    SmallLake atOnce = new SmallLake(folder.resolve("at-once"));
    atOnce.ingest(visits + between + before, false);
    atOnce.aggregate();
    for (String increment : List.of(visits, between, before)) {
      lake.ingest(increment, false);
      lake.aggregate();
    }
    String rows = "select entry_page, exit_page, page_view_cnt, event_cnt, visit_duration_sec, is_bounce from sessions order by all";
    assertEquals(List.of("/,/,1,0,0,1", "/,/,1,1,0,0", "/before,/exit,4,1,3660,0"), lake.query(rows));
    assertEquals(atOnce.query(rows), lake.query(rows));
    assertEquals(atOnce.query(TOTALS), lake.query(TOTALS));
    assertEquals(List.of("2"), lake.query("select count(session_id) from events"));
  }

  @Test
  void ingestingTheSameAgainChangesNothing() throws Exception {
    lake.view("a", 0, "/").event("a", 5, "click");
    String lines = lake.lines();
    lake.ingest(lines, false);
    lake.aggregate();
    List<String> before = lake.query(TOTALS);
    assertEquals(2, lake.ingest(lines, false).skipped());
    assertEquals(0, lake.ingest(lines, true).skipped());
    lake.aggregate();
    assertEquals(before, lake.query(TOTALS));
  }

  @Test
  void hostileEventNamesStayWhatTheyAre() throws Exception {
    lake.event("a", 1, "%252F..%252F..%252Fx").event("a", 2, "a%253Db").event("a", 3, "it's%2520%2522quoted%2522")
        .event("a", 4, "new%250Aline").event("a", 5, "%25C3%25BCmlaut").event("a", 6, "__HIVE_DEFAULT_PARTITION__")
        .event("a", 7, "Case").event("a", 8, "case").event("a", 9, "nul%2500l").ingest().aggregate();
    assertEquals(List.of("/../../x", "a=b", "it's \"quoted\"", "new\nline", "ümlaut", "__HIVE_DEFAULT_PARTITION__", "Case", "case",
        "nul\0l"), lake.query("select event_name from events order by event_timestamp"));
    try (java.util.stream.Stream<Path> files = java.nio.file.Files.walk(lake.local(""))) {
      assertTrue(files.anyMatch(file -> file.endsWith("event_name=%43ase")));
    }
  }

  @Test
  void beyondThreeHundredNamesEventsShareAPartition() throws Exception {
    for (int i = 0; i < 302; i++) {
      lake.event("a", i, "name-" + (1000 + i));
    }
    lake.ingest().aggregate();
    assertEquals(List.of("(other),2"), lake.query(
        "select event_name, count(*) from events group by all having count(*) > 1"));
    assertEquals(List.of("301"), lake.query("select count(distinct event_name) from events"));
  }

  @Test
  void anEventMayBeNamedLikeTheSharedPartition() throws Exception {
    for (int i = 0; i < 302; i++) {
      lake.event("a", i, "name-" + (1000 + i));
    }
    lake.event("a", 500, "(other)").event("a", 501, "(other)").event("a", 502, "(Other)").event("a", 503, "(Other)")
        .ingest().aggregate();
    assertEquals(List.of("306"), lake.query("select count(*) from events"));
    assertEquals(List.of("(Other),2", "(other),6"), lake.query(
        "select event_name, count(*) from events where event_name ilike '(other)' group by all order by all"));
    assertTrue(java.nio.file.Files.exists(lake.local(lake.lake().aggregated("events")).resolve(
        "domain_name=example.com/event_date=2026-11-20/event_name=%28%4Fther%29")));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "create table t as select 1", "copy (select 1) to 'x.csv'", "select 1; select 2", "set threads = 1", "attach 'x.db'",
      "explain delete from stats", "install httpfs", "pragma database_list", "drop view stats"})
  void asksOneQuestionThatChangesNothing(String sql) {
    assertThrows(LakeException.class, () -> lake.query(sql));
  }

  @ParameterizedTest
  @ValueSource(strings = {"select * from read_text('/etc/passwd')", "from glob('/*')", "select * from 'https://example.com/x.csv'"})
  void readsNothingOutsideTheTables(String sql) {
    assertThrows(SQLException.class, () -> lake.query(sql));
  }

  @Test
  void theRawZoneWithItsAddressesIsOutOfReach() throws Exception {
    lake.view("a", 0, "/").ingest();
    assertThrows(SQLException.class, () -> lake.query("select * from read_csv('" + lake.local("raw") + "/*/*.gz')"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"explain (analyze) ", "explain /* */ analyze ", "explain analyze /* */ ", "explain (format json, analyze) ",
      "explain -- why\nanalyze ", "EXPLAIN\n(ANALYZE)\n"})
  void explainingAWriteWritesNothing(String explain) throws Exception {
    Path target = lake.view("a", 0, "/").ingest().aggregate().local("curated/aggregated/stats/written.parquet");
    assertThrows(LakeException.class, () -> lake.query(explain + "copy (select 1 as a) to '" + target + "' (format parquet)"));
    assertTrue(Files.notExists(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"explain select 1", "explain (analyze) select 1", "explain (format json) select 1", "describe stats", "summarize select 1 as a", "from range(1)", "-- why\nselect 1;"})
  void takesEveryKindOfQuestion(String sql) throws Exception {
    assertTrue(!lake.query(sql).isEmpty());
  }
}
