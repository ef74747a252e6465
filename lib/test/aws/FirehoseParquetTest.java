package tarn.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.cli.Repository;
import tarn.event.ColumnType;
import tarn.event.EventJson;
import tarn.event.EventJsonWriter;

/**
 * Readers take what Firehose writes: Snappy, timestamps as INT96, columns in the order of an older table and without those
 * that were added since. {@code firehose_parquet.py} made {@code firehose-int96.parquet} of {@code firehose-int96.json}, with
 * Arrow 26.0.1 and the columns turned round.
 */
class FirehoseParquetTest {
  private static final Path FILES = Repository.root().resolve("lib/test/aws");
  private static final String PARTITION = "cleaned/incoming/domain_name=example.com/event_type=pageview/event_date=2026-11-20/";

  @TempDir
  Path folder;

  private SmallLake lake() throws IOException {
    return deliver(new SmallLake(folder.resolve("lake")));
  }

  private SmallLake deliver(SmallLake lake) throws IOException {
    Path partition = Files.createDirectories(folder.resolve("lake").resolve(PARTITION));
    Files.copy(FILES.resolve("firehose-int96.parquet"),
        partition.resolve("tarn-hits-1-2026-11-20-12-00-02-0c6e4d5e-6f3f-4c55-9a36-1f1a3e0a6f0e.parquet"));
    return lake;
  }

  @Test
  void theFileIsOfFirehosesKind() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      String file = "'" + FILES.resolve("firehose-int96.parquet") + "'";
      assertEquals(List.of("arrival_timestamp,INT96", "event_timestamp,INT96"), SmallLake.query(connection,
          "select name, type from parquet_schema(" + file + ") where name like '%_timestamp' order by all"));
      assertEquals(List.of("SNAPPY"), SmallLake.query(connection, "select distinct compression from parquet_metadata(" + file + ")"));
      assertEquals(List.of("daily_visitor_id"), SmallLake.query(connection, "select name from parquet_schema(" + file + ") limit 1 offset 1"));
    }
  }

  @Test
  void everyValueIsRead() throws Exception {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(FILES.resolve("firehose-int96.json"))) {
      rows.add(new String(new EventJsonWriter().row(EventJson.event(new ObjectMapper().readTree(line))), StandardCharsets.UTF_8).strip());
    }
    String columns = DuckParquet.COLUMNS.stream().map(column -> column.type() == ColumnType.TIMESTAMP
        ? "strftime(" + column.name() + ", '%Y-%m-%dT%H:%M:%S.%gZ')" : column.name()).map(text -> "coalesce(cast(" + text + " as varchar), '')")
        .reduce((one, other) -> one + ", " + other).orElseThrow();
    List<String> expected = new ArrayList<>();
    for (String row : rows) {
      JsonNode json = new ObjectMapper().readTree(row);
      expected.add(String.join(",", DuckParquet.COLUMNS.stream().map(column -> json.path(column.name()).asText("")).toList()));
    }
    assertEquals(expected, lake().query("select " + columns + " from incoming_events order by event_timestamp"));
  }

  @Test
  void daysAreBuiltOfIt() throws Exception {
    SmallLake lake = lake().aggregate();
    assertEquals(List.of("/ä,/b,2,6"), lake.query("select entry_page, exit_page, page_view_cnt, visit_duration_sec from sessions"));
    assertEquals(List.of("/b,1", "/ä,1"), lake.query("select request_path, page_view_cnt from stats order by all"));
  }

  @Test
  void filesOfIngestLieBesideIt() throws Exception {
    SmallLake lake = deliver(new SmallLake(folder.resolve("lake")).view("a", 60_000, "/c").ingest()).aggregate();
    assertEquals(List.of("3"), lake.query("select sum(page_view_cnt) from stats"));
    assertEquals(List.of("/b", "/c", "/ä"), lake.query("select request_path from incoming_events order by all"));
  }
}
