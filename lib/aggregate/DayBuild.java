package tarn.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tarn.event.Column;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;
import tarn.lake.LakeException;
import tarn.lake.PartitionValue;

/**
 * One day of one domain in the making: the tables of its cleaned files, checked, and written as Parquet to wherever the
 * caller says. It publishes nothing by itself. Closing it deletes what was written and not taken.
 */
public final class DayBuild implements AutoCloseable {
  private static final int MOST_EVENT_NAMES = 300;
  private static final String OTHER_EVENTS = "(other)";
  /** Total, so that the same input gives the same bytes; by numbers, which have the order of the texts they stand for. */
  private static final Map<Table, String> ORDERS = Map.of(
      Schema.SESSIONS, "session_start_timestamp, entry_row_id",
      Schema.STATS, "event_hour, page_number, stats_source, stats_place, stats_client",
      Schema.EVENTS, "event_timestamp, page_view_id, event_data nulls first");
  // Level 1 takes half the time of DuckDB's level 3, and the files are no larger: ids do not compress. A dictionary is given
  // up, which every one of ids is, at a sixth of the values that DuckDB would try.
  private static final String FORMAT = "format parquet, compression zstd, compression_level 1, dictionary_size_limit 4096";

  private final Connection connection;
  private final DomainDay day;
  private final String buildId;
  private final Path scratch;
  private final KeyFolders events;
  private final Map<Table, Path> written = new HashMap<>();
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  private DayBuild(Connection connection, DomainDay day, String buildId, Path scratch) {
    this.connection = connection;
    this.day = day;
    this.buildId = buildId;
    this.scratch = scratch;
    this.events = new KeyFolders(connection, Schema.EVENTS.name(), "event_name");
  }

  /**
   * Makes the views hits, sessions and stats and the table events on the connection, in place of those of a day before.
   * Sessions and stats are large and are written at once: what is checked is what will be published.
   *
   * @param files the cleaned files of the day
   * @param buildId what all files of this build carry
   * @param scratch where files may lie until they are published, on the same file system
   * @throws LakeException when an assertion does not hold
   */
  public static DayBuild make(
      Connection connection, SqlVersion sql, DomainDay day, List<Path> files, String buildId, Path scratch) throws SQLException {
    DayBuild build = new DayBuild(connection, day, buildId, scratch);
    try {
      build.make(sql, files);
      build.timed("assertions", () -> build.check(SqlVersion.assertions()));
      return build;
    } catch (SQLException | RuntimeException e) {
      build.close();
      throw e;
    }
  }

  private void make(SqlVersion sql, List<Path> files) throws SQLException {
    // Rows are put in order where order matters; keeping that of the files besides costs memory.
    DuckViews.execute(connection, "set preserve_insertion_order = false");
    // Blocks that are free again are kept for the next step, which else has to ask the system for each page of them.
    DuckViews.execute(connection, "set block_allocator_memory = '50%'");
    DuckViews.prelude(connection, false);
    DuckViews.view(connection, Schema.INCOMING_EVENTS, files.stream().map(Path::toString).toList());
    DuckViews.execute(connection, "create or replace temp view built_day as select " + Duck.text(day.domain())
        + " as domain_name, " + Duck.text(day.date()) + " as event_date");
    for (String staged : SqlVersion.STAGED) {
      timed(staged, () -> DuckViews.execute(connection, "create or replace temp table " + staged + " as " + sql.statement(staged)));
    }
    timed("dictionaries", () -> Dictionaries.compact(connection));
    for (Table table : List.of(Schema.SESSIONS, Schema.STATS)) {
      DuckViews.execute(connection, "create or replace temp view " + table.name() + " as " + sql.statement(table.name()));
      Path file = scratch.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID() + "-" + table.name() + ".parquet");
      written.put(table, file);
      timed(table.name(), () -> copy(table, "true", file));
      DuckViews.execute(connection, "create or replace temp view " + table.name() + " as select " + columns(table)
          + " from built_day cross join read_parquet(" + Duck.text(file.toString()) + ")");
    }
    DuckViews.execute(connection, "create or replace temp view hits as " + DuckViews.unfiltered(sql.statement("hits")));
    timed("events", () -> DuckViews.execute(connection, "create or replace temp table events as " + sql.statement("events")));
  }

  private interface Step {
    void run() throws SQLException;
  }

  private void timed(String name, Step step) throws SQLException {
    long start = System.nanoTime();
    step.run();
    seconds.put(name, (System.nanoTime() - start) / 1e9);
  }

  /** What each step of making took, in the order of the steps: a statement and the writing of its table, and the assertions. */
  public Map<String, Double> seconds() {
    return Collections.unmodifiableMap(seconds);
  }

  private static String columns(Table table) {
    return table.columns().stream().map(DuckViews::cast).collect(Collectors.joining(", "));
  }

  private void check(Map<String, String> assertions) throws SQLException {
    for (Map.Entry<String, String> assertion : assertions.entrySet()) {
      try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(assertion.getValue())) {
        String row = FirstRow.of(rows);
        if (row != null) {
          throw new BrokenAssertion(assertion.getKey(), day, row);
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

  /** Puts the Parquet file of sessions or stats at {@code target}, once. */
  void write(Table table, Path target) throws IOException {
    Files.move(written.remove(table), target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The partitions of the day's events, {@code event_name=…}: the most frequent names have their own, the rest share one. */
  List<String> eventFolders() throws SQLException {
    List<String> names = events.values();
    List<String> own = names.size() <= MOST_EVENT_NAMES ? names : names.subList(0, MOST_EVENT_NAMES);
    Set<String> partitions = new LinkedHashSet<>(own);
    partitions.add(OTHER_EVENTS);
    Map<String, String> apart = PartitionValue.encodeApart(partitions);
    Map<String, String> folders = new LinkedHashMap<>();
    own.forEach(name -> folders.put(name, events.folder(apart.get(name))));
    names.forEach(name -> folders.putIfAbsent(name, events.folder(apart.get(OTHER_EVENTS))));
    events.remember(folders);
    return folders.values().stream().distinct().toList();
  }

  /** Writes the events of one of {@link #eventFolders}. */
  void writeEvents(String folder, Path target) throws SQLException {
    copy(Schema.EVENTS, events.condition(folder), target);
  }

  private void copy(Table table, String condition, Path target) throws SQLException {
    String columns = table.fileColumns().stream().map(DayBuild::inFile).collect(Collectors.joining(", "));
    DuckViews.execute(connection, "copy (select " + columns + " from " + table.name() + " where " + condition + " order by "
        + ORDERS.get(table) + ") to " + Duck.text(target.toString()) + " (" + FORMAT + ", kv_metadata {build_id: "
        + Duck.text(buildId) + "})");
  }

  /** A text is a text in Parquet, whether it is varchar or an ENUM of {@link Dictionaries} here; making it varchar costs a third of a build. */
  private static String inFile(Column column) {
    String name = column.name();
    return switch (column.type()) {
      case STRING -> name;
      case TIMESTAMP -> "make_timestamptz(epoch_us(" + name + ")) as " + name;
      case INT, BIGINT, FLOAT -> "cast(" + name + " as " + column.type().parquetName() + ") as " + name;
    };
  }

  @Override
  public void close() {
    for (Path file : written.values()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException leftover) {
        // A file under tmp/ is read by nobody; the failure that matters is already on its way.
      }
    }
  }
}
