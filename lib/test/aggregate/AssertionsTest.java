package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tarn.lake.CleanedPartitions;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;

/** Each assertion holds on a day as it is built, and names the rows when one thing about them is made wrong. */
class AssertionsTest {
  private static final DomainDay DAY = new DomainDay("example.com", "2026-11-20");

  @TempDir
  Path folder;

  private Connection connection;
  private DayBuild build;

  @BeforeEach
  void buildADay() throws Exception {
    SmallLake lake = new SmallLake(folder.resolve("lake"));
    lake.view("a", 0, "/").view("a", 0, "/").view("a", 0, "/c").view("a", 0, "/c").view("a", 1000, "/b").event("a", 2000, "buy")
        .view("b", 0, "/").ingest();
    Path scratch = Files.createDirectories(lake.lake().scratch());
    connection = Duck.open(null);
    build = DayBuild.make(connection, SqlVersion.CURRENT, DAY, CleanedPartitions.list(lake.lake()).get(DAY).stream()
        .map(file -> lake.local("").resolve(file.path())).toList(), "test", scratch);
  }

  @AfterEach
  void close() throws Exception {
    build.close();
    connection.close();
  }

  @Test
  void aDayAsItIsBuiltBreaksNone() throws Exception {
    for (String assertion : SqlVersion.assertions().keySet()) {
      assertFalse(isBroken(assertion), assertion);
    }
  }

  @Test
  void theTestBreaksEveryAssertion() throws Exception {
    long broken = java.util.Arrays.stream(getClass().getDeclaredMethod("wrongRowsAreNamed", String.class, String.class, String.class)
        .getAnnotation(CsvSource.class).value()).map(line -> line.split(";")[0]).distinct().count();
    assertEquals(SqlVersion.assertions().size(), broken);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "sums_agree;stats;* replace (page_view_cnt + 1 as page_view_cnt)",
      "sums_agree;stats;* replace (visit_cnt + 1 as visit_cnt)",
      "sums_agree;stats;* replace (bounces_cnt + 1 as bounces_cnt)",
      "sums_agree;stats;* replace (visitor_cnt + 1 as visitor_cnt)",
      "sums_agree;stats;* replace (visit_duration_sec_sum + 1 as visit_duration_sec_sum)",
      "sums_agree;sessions;* replace (page_view_cnt + 1 as page_view_cnt)",
      "sums_agree;incoming_events;* replace (1 as request_is_bot)",
      "sums_agree;staged_copies;* replace ('same' as page_view_id)",
      "visits_are_possible;sessions;* replace (0 as page_view_cnt)",
      "visits_are_possible;sessions;* replace (-1 as event_cnt)",
      "visits_are_possible;sessions;* replace (-1 as visit_duration_sec)",
      "visits_are_possible;sessions;* replace (86400 as visit_duration_sec)",
      "visits_are_possible;sessions;* replace (session_start_timestamp - interval '1' second as session_end_timestamp)",
      "visits_are_possible;sessions;* replace (1 as is_bounce)",
      "visits_are_possible;sessions;* exclude (daily_visitor_id), unnest([1, 2])",
      "visits_are_possible;staged_doubtful;* replace ('same' as page_view_id)",
      "hits_are_clean;incoming_events;* replace (1 as request_is_bot)",
      "hits_are_clean;staged_hits;* replace (event_timestamp - interval '1' day as event_timestamp)",
      "hits_are_clean;staged_hits;* replace (timestamp '2026-11-21 00:00:00' as event_timestamp)",
      "partitions_are_one_day;incoming_events;* replace ('other.example' as domain_name)",
      "partitions_are_one_day;incoming_events;* replace ('2026-11-21' as event_date)",
      "partitions_are_one_day;events;* replace ('2026-11-21' as event_date)",
      "counts_are_ordered;stats;* replace (visit_cnt + 1 as bounces_cnt)",
      "counts_are_ordered;stats;* replace (visit_cnt + 1 as visitor_cnt)",
      "counts_are_ordered;stats;* replace (page_view_cnt + 1 as visit_cnt)",
      "counts_are_ordered;stats;* replace (page_view_cnt + 1 as unique_page_view_cnt)",
      "counts_are_ordered;stats;* replace (-1 as bounces_cnt)",
      "counts_are_ordered;stats;* replace (-1 as visitor_cnt)",
      "counts_are_ordered;stats;* replace (-1 as visit_duration_sec_sum)",
      "counts_are_ordered;stats;* replace (86400 * visit_cnt as visit_duration_sec_sum)",
      "counts_are_ordered;stats;* replace (24 as event_hour)"})
  void wrongRowsAreNamed(String assertion, String table, String columns) throws Exception {
    DuckViews.execute(connection, "create schema wrong");
    DuckViews.execute(connection, "create table wrong." + table + " as select " + columns + " from " + table);
    dropTemporary(table);
    DuckViews.execute(connection, "create temp view " + table + " as from wrong." + table);
    assertTrue(isBroken("sql/assertions/" + assertion + ".sql"));
  }

  private void dropTemporary(String table) throws Exception {
    boolean view = SmallLake.query(connection, "select 1 from duckdb_views() where view_name = '" + table + "'").size() == 1;
    DuckViews.execute(connection, "drop " + (view ? "view " : "table ") + table);
  }

  private boolean isBroken(String assertion) throws Exception {
    return !SmallLake.query(connection, SqlVersion.assertions().get(assertion)).isEmpty();
  }
}
