package tarn.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB in memory, set up alike everywhere: UTC, no downloads, spilling into the lake's own temporary folder. */
public final class Duck {
  static {
    DuckLibrary.load();
  }

  private Duck() {}

  /** @param spill where it may put what does not fit into memory; null for nowhere */
  public static Connection open(Path spill) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try {
      setUp(connection, spill);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void setUp(Connection connection, Path spill) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set timezone = 'UTC'");
      statement.execute("set autoinstall_known_extensions = false");
      statement.execute("set autoload_known_extensions = false");
      // Statements read the same files again and again; a file that has changed since is noticed by its time.
      statement.execute("set parquet_metadata_cache = true");
      // All files are local: to fetch their parts ahead, in threads of their own, costs a tenth of a question to many files.
      statement.execute("set disable_parquet_prefetching = true");
      statement.execute("set temp_directory = " + text(spill == null ? "" : spill.toString()));
    }
  }

  /**
   * Bounds what DuckDB holds in memory; the rest goes to where it may spill.
   *
   * @param size for example 512MB
   */
  public static void limitMemory(Connection connection, String size) throws SQLException {
    execute(connection, "set memory_limit = " + text(size));
  }

  /** Runs a statement whose result does not matter. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A text as SQL spells it. */
  public static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
