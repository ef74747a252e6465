package tarn.aggregate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tarn.event.Column;
import tarn.event.ColumnType;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.Duck;
import tarn.lake.Lake;

/** The lake as DuckDB sees it: a view for each table, with the types of the schema, and the prelude of functions. */
public final class DuckViews {
  /** What the SQL files need and each engine spells in its own way. */
  private static final List<String> PRELUDE = List.of(
      "create or replace temp macro whole_seconds_between(earlier, later) as"
          + " cast((epoch_us(later) - epoch_us(earlier)) // 1000000 as integer)",
      "create or replace temp macro midnight_of(moment) as date_trunc('day', moment)",
      "create or replace temp macro hash_of(a) as hash(a)",
      // A file has fewer than 2^32 rows; 24 more bits are what hit_key has room for.
      "create or replace temp macro row_id_of(file_index, file_row_number) as"
          + " cast(file_index * 4294967296 + file_row_number as bigint)",
      // 52 bits of microseconds, 19 of turn, 56 of number.
      "create or replace temp macro hit_key(moment, turn, number) as"
          + " (cast(epoch_us(moment) as hugeint) << 75) + (cast(least(turn, 524287) as hugeint) << 56) + number",
      "create or replace temp macro number_of(hit_key) as cast(hit_key & 72057594037927935 as bigint)",
      "create or replace temp macro bit_of(number) as cast(1 as ubigint) << (number & 63)");

  private DuckViews() {}

  /**
   * Defines the functions that the SQL files need.
   *
   * @param allColumnsCount whether somebody may look at every column of a hit, and not only at the tables made of them
   */
  static void prelude(Connection connection, boolean allColumnsCount) throws SQLException {
    for (String macro : PRELUDE) {
      execute(connection, macro);
    }
    execute(connection, "create or replace temp macro all_columns_count() as " + allColumnsCount);
    execute(connection, textsHash());
  }

  /** Texts come from outside, and DuckDB's hash is no secret: without something random in it, two that share it could be made. */
  private static String textsHash() {
    String salt = Duck.text(UUID.randomUUID().toString()) + " || ";
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    return "create or replace temp macro texts_hash(a) as hash(" + salt + "a), (" + String.join(", ", names) + ") as hash("
        + names.stream().map(name -> salt + name).collect(Collectors.joining(", ")) + ")";
  }

  /** The view of a table over a whole lake, or a part of it; empty where there is no file. */
  public static void overLake(Connection connection, Lake lake, Table table, Excerpt excerpt) throws SQLException {
    String folder = table == Schema.INCOMING_EVENTS ? lake.incoming() : lake.aggregated(table.name());
    int depth = table.partitionKeys().size();
    view(connection, table, excerpt.equals(Excerpt.ALL) ? lake.store().parquet(folder, depth)
        : lake.store().parquet(folder, depth, excerpt::contains), excerpt.condition());
  }

  /** The view hits over that of incoming_events. To make it, every cleaned file is looked at. */
  static void hits(Connection connection) throws SQLException {
    // Each staged statement once, however many of the later ones read it: views on views would be computed again and again.
    String staged = SqlVersion.STAGED.stream()
        .map(name -> name + " as materialized (" + SqlVersion.CURRENT.statement(name) + ")").collect(Collectors.joining(", "));
    execute(connection, "create or replace temp view hits as with " + staged + " " + unfiltered(SqlVersion.CURRENT.statement("hits")));
  }

  /**
   * The rows of the statement hits, before any condition on them. A condition on a partition key that reached the scan would
   * leave out files there, and row_id, by which scans are joined, counts the files of a scan.
   */
  static String unfiltered(String hits) {
    // No condition gets past an offset.
    return "select * from (" + hits + ") offset 0";
  }

  /** A view over the named files, or an empty one. */
  static void view(Connection connection, Table table, List<String> files) throws SQLException {
    view(connection, table, files, "true");
  }

  private static void view(Connection connection, Table table, List<String> files, String condition) throws SQLException {
    String source = files.isEmpty() ? " where false" : " from read_parquet([" + files.stream().map(Duck::text)
        .collect(Collectors.joining(", ")) + "], hive_partitioning = true, hive_types_autocast = false, union_by_name = "
        // To unite the columns of files, each has to be opened before the first row comes. Curated files all have those of
        // their table: another SQL makes them stale.
        + (table == Schema.INCOMING_EVENTS) + ") where " + condition;
    // What hits.sql needs to bring narrow and wide columns together; the same in every scan of the same files.
    String rowId = table != Schema.INCOMING_EVENTS ? ""
        : files.isEmpty() ? ", cast(null as bigint) as row_id" : ", row_id_of(file_index, file_row_number) as row_id";
    String view = "create or replace temp view " + table.name() + " as select ";
    try {
      execute(connection, view + columns(table, column -> !files.isEmpty()) + rowId + source);
    } catch (SQLException e) {
      // Old files that all lack a column which came later: too rare to look at every file twice.
      Set<String> present = columnsOf(connection, source);
      if (table.columns().stream().allMatch(column -> present.contains(column.name()))) {
        throw e;
      }
      execute(connection, view + columns(table, column -> present.contains(column.name())) + rowId + source);
    }
  }

  private static String columns(Table table, Predicate<Column> present) {
    return table.columns().stream().map(column -> present.test(column) ? cast(column)
        : nullOf(column)).collect(Collectors.joining(", "));
  }

  /** The columns that a source has: {@code from …}. */
  static Set<String> columnsOf(Connection connection, String source) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("describe select *" + source)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** The columns of a table's view without a value. */
  static String nulls(Table table) {
    return columns(table, column -> false) + (table == Schema.INCOMING_EVENTS ? ", cast(null as bigint) as row_id" : "");
  }

  private static String nullOf(Column column) {
    return "cast(null as " + column.type().duckName() + ") as " + column.name();
  }

  /**
   * A column of a file as a view shows it. Partition values come as text and plain columns in the type they were written in,
   * but for timestamps. Casting these would ask the calendar of a time zone for each.
   */
  static String cast(Column column) {
    return column.type() == ColumnType.TIMESTAMP
        ? "make_timestamp(epoch_us(" + column.name() + ")) as " + column.name()
        : column.name();
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
