package tarn.lake;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;
import tarn.event.Event;
import tarn.event.EventColumn;

/** The events of one partition, column by column, without the partition keys. */
final class EventBuffer {
  /** The columns that stand in files, in their order. */
  static final List<EventColumn> COLUMNS =
      Arrays.stream(EventColumn.values()).filter(column -> !column.column().partitionKey()).toList();
  /** The order of the lake within a partition, where all events are of one type. Equal ones stay as they came. */
  private static final List<EventColumn> TOTAL_ORDER =
      List.of(EventColumn.EVENT_TIMESTAMP, EventColumn.PAGE_VIEW_ID, EventColumn.EVENT_NAME, EventColumn.EVENT_DATA);

  private final Map<EventColumn, ColumnBuffer> columns = new EnumMap<>(EventColumn.class);
  private int size;
  private Integer[] order;

  EventBuffer() {
    for (EventColumn column : COLUMNS) {
      columns.put(column, ColumnBuffer.of(column.column().type()));
    }
  }

  void add(Event event) {
    for (EventColumn column : COLUMNS) {
      columns.get(column).add(event.get(column));
    }
    size++;
  }

  int size() {
    return size;
  }

  /** From now on rows come in the order of the lake. */
  void sort() {
    Comparator<Integer> byColumns = (one, other) -> 0;
    for (EventColumn column : TOTAL_ORDER) {
      ColumnBuffer values = columns.get(column);
      byColumns = byColumns.thenComparing((one, other) -> values.compare(one, other));
    }
    order = new Integer[size];
    Arrays.setAll(order, row -> row);
    Arrays.sort(order, byColumns);
  }

  static DuckDBColumnType duckType(EventColumn column) {
    return ColumnBuffer.of(column.column().type()).duckType();
  }

  /** Writes a column of the sorted rows from one to another to the first places of a vector. */
  void write(EventColumn column, int from, int to, DuckDBWritableVector vector) {
    columns.get(column).write(order, from, to, vector);
  }
}
