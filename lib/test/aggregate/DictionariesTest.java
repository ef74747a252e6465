package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import tarn.lake.Duck;

/** A table of texts is the same to SQL when its texts are ENUMs: equal, in the same order, and null where it was null. */
class DictionariesTest {
  private static final String QUESTION = "select number, name, coalesce(name, 'none'), name = 'ä''b' from names order by name nulls first";

  @Test
  void theTextsAndTheirOrderStay() throws Exception {
    try (Connection connection = Duck.open(null)) {
      for (String names : List.of("(1, 'b'), (2, 'ä''b'), (3, null), (4, 'B'), (5, ''), (6, 'b')", "(1, 'other'), (2, null)", "(1, null)")) {
        DuckViews.execute(connection, "create or replace temp table names as select * from (values " + names
            + ") as given (number, name) where number > 0");
        DuckViews.execute(connection, "create or replace temp table names as select number, cast(name as varchar) as name from names");
        List<String> before = SmallLake.query(connection, QUESTION);
        Dictionaries.compact(connection, "names");
        assertEquals(before, SmallLake.query(connection, QUESTION));
        assertFalse(SmallLake.query(connection, "select typeof(name) from names").contains("VARCHAR"));
      }
    }
  }
}
