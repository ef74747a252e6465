package tarn.aggregate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tarn.lake.Duck;
import tarn.lake.PartitionValue;

/**
 * The folders within a day of a table that is partitioned by one column more. Values are hostile text and are bound; the
 * folders are our own encoding of them.
 */
final class KeyFolders {
  private final Connection connection;
  private final String table;
  private final String key;

  KeyFolders(Connection connection, String table, String key) {
    this.connection = connection;
    this.table = table;
    this.key = key;
  }

  /** The values of the key, the most frequent first; null among them where a row has none. */
  List<String> values() throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(
        "select cast(" + key + " as varchar) as value from " + table + " group by value order by count(*) desc, value")) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /** The folder of a value, given one {@link PartitionValue} encoding of it; null stands for no value. */
  String folder(String encoded) {
    return key + "=" + (encoded == null ? PartitionValue.HIVE_NULL : encoded);
  }

  /** Remembers which value lies where, for {@link #condition}. */
  void remember(Map<String, String> folderByValue) throws SQLException {
    DuckViews.execute(connection, "create or replace temp table key_folders (value varchar, folder varchar)");
    try (PreparedStatement insert = connection.prepareStatement("insert into key_folders values (?, ?)")) {
      for (Map.Entry<String, String> entry : folderByValue.entrySet()) {
        insert.setString(1, entry.getKey());
        insert.setString(2, entry.getValue());
        insert.execute();
      }
    }
  }

  /** True for the rows that lie in a folder. */
  String condition(String folder) {
    return "exists (select 1 from key_folders where folder = " + Duck.text(folder)
        + " and value is not distinct from cast(" + table + "." + key + " as varchar))";
  }
}
