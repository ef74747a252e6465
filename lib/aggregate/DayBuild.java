package tarn.aggregate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;
import tarn.lake.LakeException;
import tarn.lake.PartitionValue;

/**
 * One day of one domain in the making: the tables of its cleaned files, checked, and written as Parquet to wherever the
 * caller says. It publishes nothing by itself.
 */
final class DayBuild {
  private static final int MOST_EVENT_NAMES = 300;
  private static final String OTHER_EVENTS = "(other)";
  private static final Map<Table, String> ORDERS = Map.of(
      Schema.SESSIONS, "session_start_timestamp, session_id",
      Schema.STATS, "event_hour, request_path, channel",
      Schema.EVENTS, "event_timestamp, page_view_id, event_data nulls first");

  private final Connection connection;
  private final String buildId;

  private DayBuild(Connection connection, String buildId) {
    this.connection = connection;
    this.buildId = buildId;
  }

  /**
   * Makes the tables hits, sessions, stats and events on the connection, in place of those of a day before.
   *
   * @param files the cleaned files of the day
   * @param buildId what all files of this build carry
   * @throws LakeException when an assertion does not hold
   */
  static DayBuild make(Connection connection, SqlVersion sql, DomainDay day, List<Path> files, String buildId) throws SQLException {
    DuckViews.prelude(connection);
    DuckViews.view(connection, Schema.INCOMING_EVENTS, files.stream().map(Path::toString).toList());
    for (String table : List.of("hits", "sessions", "stats", "events")) {
      DuckViews.execute(connection, "create or replace temp table " + table + " as " + sql.statement(table));
    }
    DayBuild build = new DayBuild(connection, buildId);
    build.check(day);
    return build;
  }

  private void check(DomainDay day) throws SQLException {
    for (Map.Entry<String, String> assertion : SqlVersion.assertions().entrySet()) {
      try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(assertion.getValue())) {
        if (rows.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            values.add(rows.getMetaData().getColumnName(i) + "=" + rows.getString(i));
          }
          throw new LakeException("the assertion " + assertion.getKey() + " does not hold for " + day.domain() + " on "
              + day.date() + ", first row " + values + ": the partition was left as it was; look at these rows with query");
        }
      }
    }
  }

  boolean isEmpty(Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1 from " + table.name() + " limit 1")) {
      return !rows.next();
    }
  }

  /** Writes a table as one Parquet file, whole. */
  void write(Table table, Path target) throws SQLException {
    copy(table, "true", target);
  }

  /** The partitions of the day's events, {@code event_name=…}: the most frequent names have their own, the rest share one. */
  List<String> eventFolders() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(
        "select event_name from events group by event_name order by count(*) desc, event_name")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    List<String> own = names.size() <= MOST_EVENT_NAMES ? names : names.subList(0, MOST_EVENT_NAMES);
    Set<String> partitions = new LinkedHashSet<>(own);
    partitions.add(OTHER_EVENTS);
    Map<String, String> apart = PartitionValue.encodeApart(partitions);
    Map<String, String> folders = new LinkedHashMap<>();
    own.forEach(name -> folders.put(name, "event_name=" + apart.get(name)));
    names.forEach(name -> folders.putIfAbsent(name, "event_name=" + apart.get(OTHER_EVENTS)));
    rememberFolders(folders);
    return folders.values().stream().distinct().toList();
  }

  /** Names are hostile text and are bound; folders are our own encoding of them. */
  private void rememberFolders(Map<String, String> folders) throws SQLException {
    DuckViews.execute(connection, "create or replace temp table event_folders (event_name varchar, folder varchar)");
    try (PreparedStatement insert = connection.prepareStatement("insert into event_folders values (?, ?)")) {
      for (Map.Entry<String, String> folder : folders.entrySet()) {
        insert.setString(1, folder.getKey());
        insert.setString(2, folder.getValue());
        insert.execute();
      }
    }
  }

  /** Writes the events of one of {@link #eventFolders}. */
  void writeEvents(String folder, Path target) throws SQLException {
    copy(Schema.EVENTS, "event_name in (select event_name from event_folders where folder = " + Duck.text(folder) + ")", target);
  }

  private void copy(Table table, String condition, Path target) throws SQLException {
    String columns = table.fileColumns().stream()
        .map(column -> "cast(" + column.name() + " as " + column.type().parquetName() + ") as " + column.name())
        .collect(Collectors.joining(", "));
    DuckViews.execute(connection, "copy (select " + columns + " from " + table.name() + " where " + condition + " order by "
        + ORDERS.get(table) + ") to " + Duck.text(target.toString()) + " (format parquet, compression zstd, kv_metadata {build_id: "
        + Duck.text(buildId) + "})");
  }
}
