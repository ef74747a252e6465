package tarn.workbench;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;

/** Lists of records, such as the answers of the report's questions, as tables. */
public final class Records {
  private Records() {}

  /**
   * A column for each component, in snake case; those of a record within a record have its name in front. Enum values and all
   * that is no number, truth value, date or moment is text; moments are in UTC.
   *
   * @param type of the records, so that an empty list has the columns too
   */
  public static <T extends Record> Table table(Class<T> type, List<T> records) {
    List<ExactColumn> columns = new ArrayList<>();
    addColumns(type, "", columns);
    for (T row : records) {
      addValues(type, row, columns, 0);
    }
    Table table = Table.create(snakeCase(type.getSimpleName()));
    columns.forEach(column -> table.addColumns(column.column()));
    return table;
  }

  private static void addColumns(Class<?> type, String prefix, List<ExactColumn> columns) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + snakeCase(component.getName());
      if (component.getType().isRecord()) {
        addColumns(component.getType(), name + "_", columns);
      } else {
        columns.add(new ExactColumn(name, kind(component.getType())));
      }
    }
  }

  /** Returns the index of the next column. A record that is null is missing in each of its columns. */
  private static int addValues(Class<?> type, Object row, List<ExactColumn> columns, int first) {
    int next = first;
    for (RecordComponent component : type.getRecordComponents()) {
      Object value = row == null ? null : value(component, row);
      if (component.getType().isRecord()) {
        next = addValues(component.getType(), value, columns, next);
      } else {
        ExactColumn column = columns.get(next++);
        column.append(value != null && column.kind() == ColumnKind.TEXT ? value.toString()
            : value instanceof Instant moment ? LocalDateTime.ofInstant(moment, ZoneOffset.UTC) : value);
      }
    }
    return next;
  }

  private static Object value(RecordComponent component, Object row) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read " + component, e);
    }
  }

  private static ColumnKind kind(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return ColumnKind.BOOLEAN;
    } else if (type == int.class || type == Integer.class) {
      return ColumnKind.INT;
    } else if (type == long.class || type == Long.class) {
      return ColumnKind.LONG;
    } else if (type == double.class || type == Double.class) {
      return ColumnKind.DOUBLE;
    } else if (type == BigDecimal.class) {
      return ColumnKind.DECIMAL;
    } else if (type == LocalDate.class) {
      return ColumnKind.DATE;
    } else if (type == LocalDateTime.class || type == Instant.class) {
      return ColumnKind.DATE_TIME;
    }
    return ColumnKind.TEXT;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
