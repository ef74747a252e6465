package tarn.aggregate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts that occur in many rows as DuckDB's ENUMs, which it sorts, groups and writes as numbers. They have the order of the
 * texts, and to SQL they are the texts: this changes how fast a day is built, and nothing else.
 */
final class Dictionaries {
  /** Of a smaller day, making the types costs more than they save. */
  private static final int FEWEST_RECORDS = 300_000;
  private static final int MOST_COMBINATIONS = 200_000;
  private static final List<String> TABLES = List.of("staged_places", "staged_clients", "staged_sources", "staged_pages");

  private Dictionaries() {}

  /** Compacts the staged tables of texts where that pays. */
  static void compact(Connection connection) throws SQLException {
    if (count(connection, "staged_records") < FEWEST_RECORDS) {
      return;
    }
    for (String table : TABLES) {
      if (count(connection, table) <= MOST_COMBINATIONS) {
        compact(connection, table);
      }
    }
  }

  /** Compacts the text columns of a temporary table. */
  static void compact(Connection connection, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("describe " + table)) {
      while (rows.next()) {
        columns.add(rows.getString("column_type").equals("VARCHAR") ? compacted(connection, table, rows.getString("column_name"))
            : rows.getString("column_name"));
      }
    }
    DuckViews.execute(connection, "create or replace temp table " + table + " as select " + String.join(", ", columns) + " from " + table);
  }

  private static String compacted(Connection connection, String table, String column) throws SQLException {
    String type = table + "_" + column;
    DuckViews.execute(connection, "create or replace temp type " + type + " as enum (select distinct " + column + " from " + table
        + " where " + column + " is not null order by " + column + ")");
    return "cast(" + column + " as " + type + ") as " + column;
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
