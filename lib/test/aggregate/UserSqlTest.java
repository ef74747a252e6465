package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tarn.cli.Repository;
import tarn.lake.LakeException;
import tarn.lake.LakeFile;
import tarn.lake.Store;

class UserSqlTest {
  private static final long DAY = 86_400_000;
  private static final String HEAD = "-- table: %s\n-- grain: a row\n-- partition by: domain_name, event_date%s\n";
  private static final String PATHS = HEAD.formatted("paths", "") + "select domain_name, event_date, request_path, count(*) as views from hits group by all";
  private static final String BUSY = HEAD.formatted("busy", "") + "select * from paths where views > 1";

  @TempDir
  Path folder;

  private SmallLake lake;
  private Path sql;

  @BeforeEach
  void makeLake() throws Exception {
    lake = new SmallLake(folder.resolve("lake"));
    lake.view("a", 0, "/").view("a", 1, "/b").view("b", 2, "/").view("c", DAY, "/").ingest();
    sql = Files.createDirectory(folder.resolve("sql"));
  }

  private void write(String name, String text) throws Exception {
    Files.createDirectories(sql.resolve(name).getParent());
    Files.writeString(sql.resolve(name), text);
  }

  private Aggregation aggregation() throws Exception {
    return new Aggregation(lake.lake(), Clock.systemUTC(), SqlVersion.CURRENT, UserSql.read(sql));
  }

  /** The reasons of what was built. */
  private List<String> aggregate() throws Exception {
    List<String> reasons = new ArrayList<>();
    Aggregation aggregation = aggregation();
    aggregation.build(aggregation.stale(), day -> reasons.add(day.reason()));
    return reasons;
  }

  private String message() {
    return assertThrows(LakeException.class, this::aggregate).getMessage();
  }

  @Test
  void aTableThatReadsAnotherIsBuiltBehindIt() throws Exception {
    write("a.sql", BUSY);
    write("z.sql", PATHS);
    assertEquals(List.of("new", "new"), aggregate());
    assertEquals(List.of("2026-11-20,/,2"), lake.query("select event_date, request_path, views from busy"));
    assertEquals(List.of("3"), lake.query("select count(*) from paths"));
    assertEquals(List.of(), aggregate());
  }

  @Test
  void onlyWhatHasChangedIsBuilt() throws Exception {
    write("paths.sql", PATHS);
    lake.aggregate();
    assertEquals(List.of("paths: new", "paths: new"), aggregate());
    write("busy.sql", BUSY);
    assertEquals(List.of("busy: new", "busy: new"), aggregate());
    write("busy.sql", BUSY.replace("> 1", "> 0"));
    assertEquals(List.of("busy: sql busy.sql changed", "busy: sql busy.sql changed"), aggregate());
    write("paths.sql", PATHS + " order by 1");
    assertEquals(4, aggregate().stream().flatMap(reasons -> List.of(reasons.split("; ")).stream()).count());
    lake.view("d", DAY + 1, "/").ingest();
    assertEquals(List.of("1 new file"), aggregate());
    assertEquals(List.of("2026-11-20,2", "2026-11-21,2"), lake.query("select event_date, views from paths where request_path = '/' order by 1"));
  }

  @Test
  void aTableThatIsNotBuiltAlongLagsBehind() throws Exception {
    write("paths.sql", PATHS);
    aggregate();
    lake.view("d", 3, "/").ingest().aggregate();
    assertEquals(Map.of("paths", 1L), new Aggregation(lake.lake(), Clock.systemUTC()).daysBehind());
    aggregate();
    assertEquals(Map.of("paths", 0L), new Aggregation(lake.lake(), Clock.systemUTC()).daysBehind());
  }

  @Test
  void aDayMayBePartitionedByOneColumnMore() throws Exception {
    write("paths.sql", PATHS.replace("event_date\n", "event_date, request_path\n"));
    aggregate();
    assertTrue(Files.exists(lake.local(lake.lake().aggregated("paths")).resolve("domain_name=example.com/event_date=2026-11-20/request_path=%2Fb/paths.parquet")));
    assertEquals(List.of("/,2", "/,1", "/b,1"), lake.query("select request_path, views from paths order by request_path, views desc"));
    write("paths.sql", PATHS.replace("event_date\n", "event_date, request_path\n").replace("request_path,", "nullif(request_path, '/') as request_path,"));
    aggregate();
    assertEquals(List.of("null,2", "null,1", "/b,1"), lake.query("select request_path, views from paths order by views desc, 1 nulls first"));
  }

  @Test
  void daysWhoseInputVanishedLoseTheirPartitionsWithoutTheFolderToo() throws Exception {
    write("paths.sql", PATHS);
    aggregate();
    Store store = lake.lake().store();
    store.delete(store.list(lake.lake().incoming()).stream().map(LakeFile::path).toList());
    lake.aggregate();
    assertEquals(List.of("0"), lake.query("select count(*) from paths"));
    assertFalse(Files.exists(lake.local(lake.lake().aggregated("paths")).resolve("domain_name=example.com/event_date=2026-11-20")));
  }

  @Test
  void aDroppedTableIsGone() throws Exception {
    write("paths.sql", PATHS);
    aggregate();
    aggregation().drop("paths");
    assertThrows(java.sql.SQLException.class, () -> lake.query("select * from paths"));
    assertThrows(LakeException.class, () -> aggregation().drop("paths"));
    assertEquals(List.of("paths: new", "paths: new"), aggregate());
  }

  @Test
  void anAssertionThatDoesNotHoldLeavesEverythingAsItWas() throws Exception {
    write("paths.sql", PATHS);
    write("assertions/quiet.sql", "select request_path from paths where views > 1");
    assertTrue(message().contains("quiet.sql: does not hold for example.com on 2026-11-20, first row [request_path=/]"), message());
    assertEquals(List.of("2026-11-21"), lake.query("select event_date from stats union all select event_date from paths where views > 1"));
    write("assertions/quiet.sql", "select request_path from paths where views > 2");
    assertEquals(List.of("new"), aggregate());
  }

  @Test
  void theDaysThatCannotBeBuiltAreNamedAndTheOthersAreBuilt() throws Exception {
    lake.view("d", 2 * DAY, "/").view("e", 3 * DAY, "/").view("f", 3 * DAY, "/").ingest();
    write("paths.sql", PATHS);
    write("assertions/quiet.sql", "select request_path from paths where views > 1");
    assertEquals("2 of 4 days were not built, the first because " + sql.resolve("assertions/quiet.sql")
        + ": does not hold for example.com on 2026-11-20, first row [request_path=/]: the partitions were left as they were;"
        + " the others are example.com on 2026-11-23", message());
    assertEquals(List.of("2026-11-21", "2026-11-22"), lake.query("select event_date from stats order by 1"));
  }

  @Test
  void aDayWithTooManyValuesOfTheKeyStaysAsItWasAndTheOthersAreBuilt() throws Exception {
    for (int path = 0; path < 1_000; path++) {
      lake.view("d", path, "/" + path);
    }
    lake.ingest();
    write("paths.sql", PATHS.replace("event_date\n", "event_date, request_path\n"));
    assertTrue(message().contains("paths.sql: has 1,002 values of request_path on 2026-11-20"), message());
    assertEquals(List.of("2026-11-21"), lake.query("select distinct event_date from paths union select distinct event_date from stats"));
  }

  @Test
  void aColumnThatIsInNoFileYetIsNull() throws Exception {
    write("paths.sql", PATHS);
    aggregate();
    write("paths.sql", PATHS.replace("as views from hits", "as views, 'x' as more from hits where event_date = '2026-11-20'"));
    Aggregation aggregation = aggregation();
    aggregation.build(aggregation.stale(day -> day.date().equals("2026-11-21"), false), day -> {});
    assertEquals(List.of("/,null", "/b,null"), lake.query("select request_path, more from paths order by 1"));
    aggregate();
    assertEquals(List.of("/,x", "/b,x"), lake.query("select request_path, more from paths order by 1"));
  }

  @Test
  void aTableWhoseFilesLieInOtherFoldersThanItSaysHasNoRowsUntilItIsBuiltAgain() throws Exception {
    write("paths.sql", PATHS.replace("event_date\n", "event_date, request_path\n"));
    aggregate();
    write("paths.sql", PATHS.replace("from hits", "from hits where event_date = '2026-11-20'"));
    Aggregation aggregation = aggregation();
    aggregation.build(aggregation.stale(day -> day.date().equals("2026-11-21"), false), day -> {});
    assertEquals(List.of("0"), lake.query("select count(*) from paths"));
    aggregate();
    assertEquals(List.of("2"), lake.query("select count(*) from paths"));
  }

  @Test
  void aValueThatMakesNoFolderNameIsRefused() throws Exception {
    lake.view("d", 3, "/" + "ä".repeat(50)).ingest();
    write("paths.sql", PATHS.replace("event_date\n", "event_date, request_path\n"));
    assertEquals(sql.resolve("paths.sql") + ": has a value of request_path on 2026-11-20 whose folder would have a name of 316 characters"
        + " and may have 255: shorten it in the statement", message());
  }

  @Test
  void aCteHidesATableOfItsName() throws Exception {
    write("paths.sql", HEAD.formatted("paths", "") + "with recursive busy as (select 1 as n union all select n + 1 from busy where n < 2),"
        + " paths as (select domain_name, event_date, n from hits, busy) select * from paths union all (with busy as (select * from paths) select * from busy)");
    write("busy.sql", HEAD.formatted("busy", "") + "select * from paths");
    aggregate();
    assertEquals(List.of("12"), lake.query("select count(*) from busy where event_date = '2026-11-20'"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "x | domain_name, event_date | with x as (select * from x) select * from x | reads itself through x: break the cycle",
      "x | domain_name, event_date | with y as (select 1) select * from main.x | reads itself through x: break the cycle",
      "stats | domain_name, event_date | select * from hits | a table cannot be named stats",
      "two-words | domain_name, event_date | select * from hits | a table cannot be named two-words",
      "x | event_date | select * from hits | partition by is domain_name, event_date and at most one column more, not event_date",
      "x | domain_name, event_date | select * from hits; select 1 | it holds 2 statements and may hold one",
      "x | domain_name, event_date | drop table stats | Only SELECT statements",
      "x | domain_name, event_date | select nonsense from hits | x.sql:4: Binder Error",
      "x | domain_name, event_date | select 1 as a | is partitioned by domain_name and has no such column",
      "x | domain_name, event_date | select 'other' as domain_name, event_date from hits | makes rows of another domain or day",
      "x | domain_name, event_date | select * from x | reads itself through x: break the cycle",
      "x | domain_name, event_date, row_id | select 'a' as domain_name, 'b' as event_date from hits | has no such column"})
  void aFileThatCannotBeUsedIsNamedWithTheReason(String table, String keys, String statement, String expected) throws Exception {
    write("x.sql", "-- table: " + table + "\n-- grain: a row\n-- partition by: " + keys + "\n" + statement);
    assertTrue(message().contains(expected), message());
    assertTrue(message().contains("x.sql"), message());
  }

  @Test
  void aCycleIsNamed() throws Exception {
    write("a.sql", HEAD.formatted("a", "") + "select * from b");
    write("b.sql", HEAD.formatted("b", "") + "select * from a");
    assertTrue(message().contains("a.sql: reads itself through a, b: break the cycle"), message());
  }

  @Test
  void theWorkedExampleOfTheDocsWorks() throws Exception {
    String page = Files.readString(Repository.root().resolve("docs/your-own-tables.md"));
    List<String> blocks = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(page).results().map((MatchResult block) -> block.group(1)).toList();
    write("funnel_steps.sql", blocks.get(0));
    write("funnel.sql", blocks.get(1));
    write("assertions/nobody_buys_without_a_cart.sql", blocks.get(2));
    lake.view("d", 0, "/products/a").event("d", 1, "add-to-cart").event("d", 2, "purchase")
        .view("e", 0, "/products/a").event("e", 1, "add-to-cart").view("f", 0, "/products/b").ingest();
    aggregate();
    String question = Pattern.compile("\"(select channel.*?)\"").matcher(page).results().findFirst().orElseThrow().group(1);
    assertEquals(List.of("Direct,3,2,1"), lake.query(question));
  }
}
