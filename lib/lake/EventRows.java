package tarn.lake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import tarn.event.ColumnType;
import tarn.event.EventColumn;

/**
 * Sorted events as a table that DuckDB reads column by column, a couple of thousand rows at a time, without staging them
 * once more. For one statement at a time.
 */
final class EventRows implements DuckDBTableFunction<EventRows, EventRows, Void> {
  private static final String NAME = "event_rows";
  /** Timestamps come as microseconds: the driver's own way to hand them over makes an object of each. */
  static final String QUERY = "select " + EventBuffer.COLUMNS.stream().map(EventRows::selected).collect(Collectors.joining(", "))
      + " from " + NAME + "()";

  private EventBuffer events = new EventBuffer();
  private int next;

  private EventRows() {}

  /** Makes the table known to a connection. */
  static EventRows register(Connection connection) throws SQLException {
    EventRows rows = new EventRows();
    try (DuckDBTableFunctionBuilder function = DuckDBFunctions.tableFunction()) {
      function.withName(NAME).withFunction(rows).register(connection);
    }
    return rows;
  }

  /** @param sorted what the next {@link #QUERY} gives */
  void show(EventBuffer sorted) {
    events = sorted;
    next = 0;
  }

  private static String selected(EventColumn column) {
    String name = column.column().name();
    return column.column().type() == ColumnType.TIMESTAMP ? "make_timestamptz(" + name + ") as " + name : name;
  }

  @Override
  public EventRows bind(DuckDBTableFunctionBindInfo info) {
    for (EventColumn column : EventBuffer.COLUMNS) {
      info.addResultColumn(column.column().name(), EventBuffer.duckType(column));
    }
    info.setCardinality(events.size(), true);
    return this;
  }

  @Override
  public EventRows init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(1);
    return this;
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
    int from = next;
    int to = (int) Math.min(events.size(), from + chunk.capacity());
    next = to;
    for (int i = 0; i < EventBuffer.COLUMNS.size() && from < to; i++) {
      events.write(EventBuffer.COLUMNS.get(i), from, to, chunk.vector(i));
    }
    return to - from;
  }
}
