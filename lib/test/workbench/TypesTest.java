package tarn.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.lake.Duck;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Every type of DuckDB becomes a column of Tablesaw by a rule, whole and without a failure. */
class TypesTest {
  /** The table, and what is said about it. */
  private record Read(Table table, List<String> notes) {
    Column<?> only() {
      return table.column(0);
    }
  }

  private static Read read(String sql) throws SQLException {
    try (Connection connection = Duck.open(null); Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      TableReader reader = new TableReader(rows);
      return new Read(reader.read("t", count -> {}), reader.notes());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      true                                                    | BOOLEAN         | true
      1::tinyint                                              | INTEGER         | 1
      255::utinyint                                           | INTEGER         | 255
      (-32768)::smallint                                      | INTEGER         | -32768
      65535::usmallint                                        | INTEGER         | 65535
      2147483647                                              | INTEGER         | 2147483647
      (-2147483648)::integer                                  | STRING          | -2147483648
      4294967295::uinteger                                    | LONG            | 4294967295
      9223372036854775807                                     | LONG            | 9223372036854775807
      (-9223372036854775808)::bigint                          | STRING          | -9223372036854775808
      7::ubigint                                              | LONG            | 7
      18446744073709551615::ubigint                           | STRING          | 18446744073709551615
      sum(3::integer)                                         | LONG            | 3
      170141183460469231731687303715884105727::hugeint        | STRING          | 170141183460469231731687303715884105727
      340282366920938463463374607431768211455::uhugeint       | STRING          | 340282366920938463463374607431768211455
      1.5::float                                              | FLOAT           | 1.5
      0.1::double                                             | DOUBLE          | 0.1
      'infinity'::double                                      | DOUBLE          | Infinity
      1.10::decimal(18,2)                                     | DOUBLE          | 1.1
      12345678901234567890.12::decimal(38,2)                  | STRING          | 12345678901234567890.12
      date '2026-11-25'                                       | LOCAL_DATE      | 2026-11-25
      'infinity'::date                                        | STRING          | infinity
      '-infinity'::date                                       | STRING          | -infinity
      '-0044-03-15'::date                                     | STRING          | -0044-03-15
      time '12:34:56.123'                                     | LOCAL_TIME      | 12:34:56.123
      time '12:34:56.123456'                                  | STRING          | 12:34:56.123456
      '12:34:56+02'::timetz                                   | STRING          | 12:34:56+02:00
      '12:34:56.123456789'::time_ns                           | STRING          | 12:34:56.123456789
      timestamp '2026-11-25 12:34:56.123'                     | LOCAL_DATE_TIME | 2026-11-25T12:34:56.123
      timestamp '2026-11-25 12:34:56.123456'                  | STRING          | 2026-11-25T12:34:56.123456
      'infinity'::timestamp                                   | STRING          | infinity
      '-infinity'::timestamptz                                | STRING          | -infinity
      '2026-11-25 12:34:56'::timestamp_s                      | LOCAL_DATE_TIME | 2026-11-25T12:34:56
      '2026-11-25 12:34:56.123'::timestamp_ms                 | LOCAL_DATE_TIME | 2026-11-25T12:34:56.123
      '2026-11-25 12:34:56.123456789'::timestamp_ns           | STRING          | 2026-11-25T12:34:56.123456789
      timestamptz '2026-11-25 12:34:56+02'                    | LOCAL_DATE_TIME | 2026-11-25T10:34:56
      interval '14 months 3 days 2 hours'                     | STRING          | 1 year 2 months 3 days 02:00:00
      uuid '7e57d004-2b97-0e7a-b45f-5387367791cd'             | STRING          | 7e57d004-2b97-0e7a-b45f-5387367791cd
      'a'::enum('a', 'b')                                     | STRING          | a
      '{"a": 1}'::json                                        | STRING          | {"a": 1}
      '\\xAA\\x41'::blob                                      | STRING          | \\xAAA
      '0101'::bit                                             | STRING          | 0101
      'text'                                                  | STRING          | text
      123456789012345678901234567890::bignum                  | STRING          | 123456789012345678901234567890
      [1, 2, null]                                            | STRING          | [1,2,null]
      array_value(1, 2)                                       | STRING          | [1,2]
      [timestamp '2026-11-25 12:34:56.123456']                | STRING          | ["2026-11-25T12:34:56.123456"]
      [timestamptz '2026-11-25 12:34:56+02']                  | STRING          | ["2026-11-25T10:34:56"]
      ['\\xAA\\x41'::blob]                                    | STRING          | ["\\\\xAAA"]
      [12345678901234567890.12::decimal(38,2)]                | STRING          | [12345678901234567890.12]
      {'a': 1, 'b': 'x', 'c': [true], 'd': date '2026-01-01'} | STRING          | {"a":1,"b":"x","c":[true],"d":"2026-01-01"}
      map {'k': [1.5, 'nan'::double]}                         | STRING          | {"k":[1.5,"NaN"]}
      map {1: 'x'}                                            | STRING          | {"1":"x"}
      union_value(number := 2)                                | STRING          | 2
      """)
  void become(String expression, String type, String text) throws SQLException {
    Column<?> column = read("select " + expression).only();
    assertEquals(type, column.type().name());
    assertEquals(text, column.get(0).toString());
  }

  /** What the test above does not name would show up here: DuckDB's own list of types. */
  @Test
  void noTypeOfDuckDbFails() throws SQLException {
    Table types = read("select distinct type_name from duckdb_types() where database_name = 'system' order by 1").table();
    assertTrue(types.rowCount() > 30, types.toString());
    List<String> failed = new ArrayList<>();
    for (String type : types.stringColumn(0)) {
      if (type.equals("null") || type.equals("tuple")) {
        continue; // No column can be of these.
      }
      String name = switch (type) {
        case "enum" -> "enum('a')";
        case "list" -> "integer[]";
        case "array" -> "integer[2]";
        case "map" -> "map(integer, integer)";
        case "struct" -> "struct(a integer)";
        case "union" -> "union(a integer)";
        default -> type;
      };
      try {
        assertTrue(read("select cast(null as " + name + ") as nothing").only().isMissing(0), type);
      } catch (SQLException e) {
        failed.add(type + ": " + e.getMessage().lines().findFirst().orElse(""));
      }
    }
    assertEquals(List.of(), failed);
  }

  @Test
  void aColumnBecomesTextFromItsFirstRowOnAtTheFirstValueThatDoesNotFit() throws SQLException {
    Read read = read("select * from (values (1::ubigint, 0.5::decimal(38,20)), (null, null), (18446744073709551615, 0.12345678901234567890))"
        + " as t(big, precise)");
    assertEquals(List.of("1", "", "18446744073709551615"), read.table().stringColumn("big").asList());
    assertEquals(List.of("0.5", "", "0.12345678901234567890"), read.table().stringColumn("precise").asList());
    assertEquals(List.of("big is text: it is UBIGINT and has values that Tablesaw cannot hold exactly.",
        "precise is text: it is DECIMAL(38,20) and has values that Tablesaw cannot hold exactly."), read.notes());
  }

  @Test
  void nullIsMissingInEveryKindOfColumn() throws SQLException {
    Table table = read("select null::boolean, null::integer, null::bigint, null::float, null::double, null::decimal(9,2), null::date,"
        + " null::time, null::timestamp, null::timestamptz, null::varchar, null::integer[], null::struct(a integer), null").table();
    for (Column<?> column : table.columns()) {
      assertTrue(column.isMissing(0), column.name() + " " + column.type());
    }
  }

  @Test
  void anAnswerWithoutRowsHasTheColumnsOfItsTypes() throws SQLException {
    Table table = read("select 1::hugeint as a, 1.5::decimal(9,2) as b, now() as c, 'x' as d where false").table();
    assertEquals("LONG DOUBLE LOCAL_DATE_TIME STRING",
        String.join(" ", table.columns().stream().map(column -> column.type().name()).toList()));
    assertEquals(0, table.rowCount());
  }

  @Test
  void namesThatDifferOnlyInCaseAreNumbered() throws SQLException {
    assertEquals(List.of("a", "A_2", "a_2_2", "a_3"), read("select 1 as a, 2 as \"A\", 3 as a_2, 4 as a").table().columnNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Asia/Kolkata", "UTC"})
  void timesAreUtcWhereverThisRuns(String zone) throws SQLException {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      Table table = read("select timestamp '2026-03-08 02:30:00' as a, timestamptz '2026-03-08 02:30:00+00' as b,"
          + " [timestamp '2026-03-09 02:30:00'] as c").table();
      assertEquals("2026-03-08T02:30", table.dateTimeColumn("a").get(0).toString());
      assertEquals("2026-03-08T02:30", table.dateTimeColumn("b").get(0).toString());
      assertEquals("[\"2026-03-09T02:30\"]", table.stringColumn("c").get(0));
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
