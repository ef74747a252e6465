package tarn.event;

/**
 * One row of {@code incoming_events}. Values are kept by column: {@link String}, {@link Integer}, {@link Double} for
 * floats, {@link Long} microseconds since 1970 UTC for timestamps; null where there is none.
 */
public final class Event {
  private static final int COLUMNS = EventColumn.values().length;

  private final Object[] values = new Object[COLUMNS];

  public Object get(EventColumn column) {
    return values[column.ordinal()];
  }

  public String string(EventColumn column) {
    return (String) values[column.ordinal()];
  }

  Event set(EventColumn column, Object value) {
    values[column.ordinal()] = value;
    return this;
  }
}
