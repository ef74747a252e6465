package tarn.aggregate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The row that an assertion should not have returned, for people. */
final class FirstRow {
  private FirstRow() {}

  /** {@code [column=value, …]}; null where there is no row. */
  static String of(ResultSet rows) throws SQLException {
    if (!rows.next()) {
      return null;
    }
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      values.add(rows.getMetaData().getColumnName(i) + "=" + rows.getString(i));
    }
    return values.toString();
  }
}
