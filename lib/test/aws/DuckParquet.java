package tarn.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tarn.event.Column;
import tarn.event.Schema;

/** Rows as Parquet by DuckDB: what a column holds is as with Firehose, the encoding is not. */
final class DuckParquet implements LocalFirehose.Parquet {
  /** The columns of the Glue table, without its partition keys. */
  static final List<Column> COLUMNS = Schema.INCOMING_EVENTS.columns().stream().filter(column -> !column.partitionKey()).toList();

  @Override
  public void write(Map<Path, List<JsonNode>> rows) throws Exception {
    String types = COLUMNS.stream().map(column -> "'" + column.name() + "': '" + column.type().duckName() + "'").collect(Collectors.joining(", "));
    Path json = Files.createTempFile("tarn-firehose", ".json");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = connection.createStatement()) {
      for (Map.Entry<Path, List<JsonNode>> file : rows.entrySet()) {
        Files.writeString(json, lines(file.getValue()));
        statement.execute("copy (select * from read_json('" + json + "', format = 'newline_delimited', columns = {" + types + "})) to '"
            + file.getKey() + "' (format parquet, compression snappy)");
      }
    } finally {
      Files.delete(json);
    }
  }

  static String lines(List<JsonNode> rows) {
    return rows.stream().map(row -> new String(FirehoseCalls.bytes(row), StandardCharsets.UTF_8) + "\n").collect(Collectors.joining());
  }
}
