package tarn.aggregate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tarn.lake.Duck;
import tarn.lake.Lake;

/** The user's own tables as views over a whole lake. */
final class UserViews {
  private UserViews() {}

  static void create(Connection connection, Lake lake, TableDescription table) throws SQLException {
    List<String> files = lake.store().parquet(lake.aggregated(table.name()), table.key() == null ? 2 : 3);
    if (files.isEmpty()) {
      DuckViews.execute(connection, "create or replace temp view " + table.name() + " as select " + nulls(table) + " where false");
      return;
    }
    String source = " from read_parquet([" + files.stream().map(Duck::text).collect(Collectors.joining(", "))
        + "], hive_partitioning = true, hive_types_autocast = false, union_by_name = true)";
    // A column that was added later may stand in no file yet.
    Set<String> present = DuckViews.columnsOf(connection, source);
    String columns = table.columns().stream().map(column -> present.contains(column.name()) ? name(column) : nullOf(column))
        .collect(Collectors.joining(", "));
    DuckViews.execute(connection, "create or replace temp view " + table.name() + " as select " + columns + source);
  }

  /** Its columns without a value. */
  static String nulls(TableDescription table) {
    return table.columns().stream().map(UserViews::nullOf).collect(Collectors.joining(", "));
  }

  private static String nullOf(TableDescription.Column column) {
    return "cast(null as " + column.type() + ") as " + name(column);
  }

  private static String name(TableDescription.Column column) {
    return '"' + column.name().replace("\"", "\"\"") + '"';
  }
}
