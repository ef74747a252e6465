package tarn.lake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tarn.event.Column;
import tarn.event.Event;
import tarn.event.EventColumn;
import tarn.event.Schema;

/** Gathers the events of one raw file and writes them as one Parquet file a partition. */
public final class CleanedWriter implements AutoCloseable {
  private static final EventColumn[] COLUMNS = EventColumn.values();
  private static final String TOTAL_ORDER =
      "event_timestamp, event_type, page_view_id, event_name nulls first, event_data nulls first";

  private final Lake lake;
  private final Connection connection;
  private DuckDBAppender appender;

  public CleanedWriter(Lake lake) throws SQLException {
    this.lake = lake;
    this.connection = Duck.open(null);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table batch (" + Schema.INCOMING_EVENTS.columns().stream()
          .map(column -> column.name() + " " + column.type().parquetName()).collect(Collectors.joining(", ")) + ")");
    }
    begin();
  }

  private void begin() throws SQLException {
    appender = connection.unwrap(DuckDBConnection.class).createAppender("main", "batch");
  }

  public void add(Event event) throws SQLException {
    appender.beginRow();
    for (EventColumn column : COLUMNS) {
      Object value = event.get(column);
      if (value == null) {
        appender.appendNull();
        continue;
      }
      switch (column.column().type()) {
        case STRING -> appender.append((String) value);
        case INT -> appender.append(((Integer) value).intValue());
        case BIGINT -> appender.append(((Long) value).longValue());
        case FLOAT -> appender.append(((Double) value).floatValue());
        case TIMESTAMP -> appender.append(
            Instant.EPOCH.plusNanos((Long) value % 1_000_000 * 1000).plusSeconds((Long) value / 1_000_000).atOffset(ZoneOffset.UTC));
      }
    }
    appender.endRow();
  }

  /**
   * Puts the gathered events in their partitions as {@code NAME.parquet}, and takes away files of that name which an
   * earlier transform of the same lines left in other partitions of the days around {@code arrivalDay}.
   */
  public void publish(String name, LocalDate arrivalDay) throws SQLException {
    appender.close();
    Set<Path> written = new HashSet<>();
    String columns = Schema.INCOMING_EVENTS.fileColumns().stream().map(Column::name).collect(Collectors.joining(", "));
    for (String[] keys : partitions()) {
      Path target = lake.incoming().resolve("domain_name=" + PartitionValue.encode(keys[0]))
          .resolve("event_type=" + keys[1]).resolve("event_date=" + keys[2]).resolve(name + ".parquet");
      AtomicFile.write(lake, target, temporary -> {
        try (PreparedStatement copy = connection.prepareStatement("copy (select " + columns
            + " from batch where domain_name = ? and event_type = ? and event_date = ? order by " + TOTAL_ORDER
            + ") to ? (format parquet, compression zstd)")) {
          copy.setString(1, keys[0]);
          copy.setString(2, keys[1]);
          copy.setString(3, keys[2]);
          copy.setString(4, temporary.toString());
          copy.execute();
        }
      });
      written.add(target);
    }
    remove(lake, name, arrivalDay, written);
    try (Statement statement = connection.createStatement()) {
      statement.execute("truncate batch");
    }
    begin();
  }

  private List<String[]> partitions() throws SQLException {
    List<String[]> partitions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select distinct domain_name, event_type, event_date from batch order by all")) {
      while (rows.next()) {
        partitions.add(new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
      }
    }
    return partitions;
  }

  /** Takes away the cleaned files of a raw file, and its rows in merged ones, but for the named files. */
  static void remove(Lake lake, String name, LocalDate arrivalDay, Set<Path> kept) {
    String fileName = name + ".parquet";
    for (Path domain : CleanedPartitions.children(lake.incoming(), "domain_name=")) {
      for (Path type : CleanedPartitions.children(domain, "event_type=")) {
        for (int day = -1; day <= 1; day++) {
          Path partition = type.resolve("event_date=" + arrivalDay.plusDays(day));
          MergedFile.takeOut(lake, partition, Set.of(fileName));
          if (!kept.contains(partition.resolve(fileName))) {
            delete(partition.resolve(fileName));
          }
        }
      }
    }
  }

  static void delete(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        // Fails where other files are left, which is as it should be.
        file.getParent().toFile().delete();
      }
    } catch (java.io.IOException e) {
      throw new LakeException("cannot delete " + file + " (" + e.getMessage() + "): mend its permissions and run again", e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
