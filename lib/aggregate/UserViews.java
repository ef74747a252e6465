package tarn.aggregate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import tarn.lake.Duck;
import tarn.lake.Lake;

/** The user's own tables as views over a whole lake. */
final class UserViews {
  private UserViews() {}

  static void create(Connection connection, Lake lake, TableDescription table) throws SQLException {
    List<String> files = lake.store().parquet(lake.aggregated(table.name()), table.key() == null ? 2 : 3, file -> true);
    String columns = table.columns().stream().map(column -> name(column)).collect(Collectors.joining(", "));
    DuckViews.execute(connection, "create or replace temp view " + table.name() + " as " + (files.isEmpty()
        ? "select " + nulls(table) + " where false"
        : "select " + columns + " from read_parquet([" + files.stream().map(Duck::text).collect(Collectors.joining(", "))
            + "], hive_partitioning = true, hive_types_autocast = false, union_by_name = true)"));
  }

  /** Its columns without a value. */
  static String nulls(TableDescription table) {
    return table.columns().stream().map(column -> "cast(null as " + column.type() + ") as " + name(column)).collect(Collectors.joining(", "));
  }

  private static String name(TableDescription.Column column) {
    return '"' + column.name().replace("\"", "\"\"") + '"';
  }
}
