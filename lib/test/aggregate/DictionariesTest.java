package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void parquetHoldsThemAsTexts(@TempDir Path folder) throws Exception {
    String file = Duck.text(folder.resolve("names.parquet").toString());
    try (Connection connection = Duck.open(null)) {
      DuckViews.execute(connection, "create temp table names as select * from (values ('b'), (null), ('a')) as given (name)");
      Dictionaries.compact(connection, "names");
      DuckViews.execute(connection, "copy names to " + file + " (format parquet)");
      assertEquals(List.of("BYTE_ARRAY,UTF8"), SmallLake.query(connection,
          "select type, converted_type from parquet_schema(" + file + ") where name = 'name'"));
      assertEquals(List.of("VARCHAR,null", "VARCHAR,a", "VARCHAR,b"),
          SmallLake.query(connection, "select typeof(name), name from " + file + " order by name nulls first"));
    }
  }
}
