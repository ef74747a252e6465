package tarn.workbench;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import tech.tablesaw.api.Table;

/** Reads what DuckDB returned into a table, each type by the rule of {@link ColumnKind}. */
final class TableReader {
  private final ResultSet rows;
  private final List<ExactColumn> columns = new ArrayList<>();
  private final List<String> types = new ArrayList<>();

  TableReader(ResultSet rows) throws SQLException {
    this.rows = rows;
    ResultSetMetaData meta = rows.getMetaData();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String type = meta.getColumnTypeName(i);
      types.add(type);
      columns.add(new ExactColumn(unique(meta.getColumnLabel(i), names), ColumnKind.of(type)));
    }
  }

  /** Tablesaw wants names that differ in more than case: the second {@code a} is {@code a_2}. */
  private static String unique(String name, Set<String> names) {
    String unique = name;
    for (int number = 2; !names.add(unique); number++) {
      unique = name + "_" + number;
    }
    return unique;
  }

  /** @param progress is told the number of rows read so far, now and then */
  Table read(String name, LongConsumer progress) throws SQLException {
    long count = 0;
    while (rows.next()) {
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).append(value(i));
      }
      count++;
      progress.accept(count);
    }
    Table table = Table.create(name);
    columns.forEach(column -> table.addColumns(column.column()));
    return table;
  }

  /** A sentence for each column that has become text; empty where none has. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).hasBecomeText()) {
        notes.add(String.format(Locale.ROOT, "%s is text: it is %s and has values that Tablesaw cannot hold exactly.",
            columns.get(i).column().name(), types.get(i)));
      }
    }
    return notes;
  }

  private Object value(int index) throws SQLException {
    int i = index + 1;
    return switch (columns.get(index).kind()) {
      // By java.sql.Timestamp it would be in the time zone of this JVM.
      case DATE_TIME -> moment(types.get(index).equals("TIMESTAMP WITH TIME ZONE"), i);
      case TEXT -> text(types.get(index), i);
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE, DECIMAL, DATE, TIME -> rows.getObject(i);
    };
  }

  private LocalDateTime moment(boolean hasZone, int i) throws SQLException {
    if (!hasZone) {
      return rows.getObject(i, LocalDateTime.class);
    }
    OffsetDateTime moment = rows.getObject(i, OffsetDateTime.class);
    return moment == null ? null : moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  private String text(String type, int i) throws SQLException {
    boolean isNested = type.endsWith("]") || type.startsWith("STRUCT(") || type.startsWith("MAP(") || type.startsWith("UNION(")
        || type.equals("VARIANT");
    if (!isNested) {
      return rows.getString(i);
    }
    Object value = rows.getObject(i);
    return value == null ? null : JsonText.of(value);
  }
}
