package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import tarn.lake.Duck;

class DuckViewsTest {
  /** As many files as hit_key has room for, each with as many rows as a file can have. */
  @Test
  void aRowOfTheLastOfManyFilesComesBackOutOfAHitKey() throws Exception {
    try (Connection connection = Duck.open(null)) {
      DuckViews.prelude(connection, true);
      try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("""
          select number_of(hit_key(timestamp '2099-12-31 23:59:59.999', 524287, row_id)) = row_id, row_id
          from (select row_id_of(16777215::ubigint, 4294967295) as row_id)
          """)) {
        row.next();
        assertEquals("true 72057594037927935", row.getString(1) + " " + row.getLong(2));
      }
    }
  }
}
