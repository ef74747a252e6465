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

/** The events of one partition, column by column, without the partition keys. Used again for the next file. */
final class EventBuffer {
  /** The columns that stand in files, in their order. */
  static final List<EventColumn> COLUMNS =
      Arrays.stream(EventColumn.values()).filter(column -> !column.column().partitionKey()).toList();
  /** The order of the lake within a partition, where all events are of one type. Equal ones stay as they came. */
  private static final List<EventColumn> TOTAL_ORDER =
      List.of(EventColumn.EVENT_TIMESTAMP, EventColumn.PAGE_VIEW_ID, EventColumn.EVENT_NAME, EventColumn.EVENT_DATA);

  /** So many events wait until each column takes all of their values: one event at a time leaves the processor's cache. */
  private static final int MOST_WAITING = 64;

  private final Map<EventColumn, ColumnBuffer> columns = new EnumMap<>(EventColumn.class);
  private final Event[] waiting = new Event[MOST_WAITING];
  private int size;
  private Integer[] order;

  EventBuffer() {
    for (EventColumn column : COLUMNS) {
      columns.put(column, ColumnBuffer.of(column.column().type()));
    }
  }

  void add(Event event) {
    waiting[size++ % MOST_WAITING] = event;
    if (size % MOST_WAITING == 0) {
      take(MOST_WAITING);
    }
  }

  private void take(int count) {
    columns.forEach((column, values) -> values.add(column, waiting, count));
    Arrays.fill(waiting, null);
  }

  /** Forgets all events, and keeps the room that they took. */
  void clear() {
    Arrays.fill(waiting, null);
    columns.values().forEach(ColumnBuffer::clear);
    size = 0;
    order = null;
  }

  int size() {
    return size;
  }

  /** From now on rows come in the order of the lake, and no more events are added. */
  void sort() {
    take(size % MOST_WAITING);
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
