package tarn.event;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fast variant of {@link EventJson}: the same answer as UTF-8, byte for byte, without a tree in between; and the same
 * data as a row for Firehose. Not thread-safe.
 */
public final class EventJsonWriter {
  private static final int USUAL_LENGTH = 8 * 1024;
  private static final int MOST_NUMBERS = 1_000;
  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final EventColumn[] COLUMNS = EventColumn.values();
  private static final List<EventColumn> PARTITION_KEYS =
      Arrays.stream(COLUMNS).filter(column -> column.column().partitionKey()).toList();
  private static final byte[] OK_HEAD = ascii("{\"result\":\"Ok\",\"error\":null,\"data\":{");
  private static final byte[] KEYS_HEAD = ascii("},\"metadata\":{\"partitionKeys\":{");
  private static final byte[] KEYS_TAIL = ascii("}}}");
  private static final byte[] ROW_HEAD = ascii("{");
  private static final byte[] ROW_TAIL = ascii("}\n");
  private static final byte[] DROPPED_HEAD = ascii("{\"result\":\"Dropped\",\"error\":");
  private static final byte[] FAILED_HEAD = ascii("{\"result\":\"ProcessingFailed\",\"error\":");
  /** Of each column, what stands before its value, and all of it where there is no value. */
  private static final byte[][] NAMES = new byte[COLUMNS.length][];
  private static final byte[][] NULLS = new byte[COLUMNS.length][];

  static {
    for (EventColumn column : COLUMNS) {
      String name = (column.ordinal() == 0 ? "\"" : ",\"") + column.column().name() + "\":";
      NAMES[column.ordinal()] = ascii(name);
      NULLS[column.ordinal()] = ascii(name + "null");
    }
  }

  /** Coordinates and sizes of memory: few, and slow to write. */
  private final Map<Double, byte[]> numbers = new HashMap<>();
  private final JsonBytes json = new JsonBytes(USUAL_LENGTH);

  public byte[] bytes(Outcome outcome) {
    json.clear();
    if (outcome instanceof Outcome.Ok ok) {
      json.raw(OK_HEAD);
      for (int i = 0; i < COLUMNS.length; i++) {
        append(COLUMNS[i], i, ok.event().get(COLUMNS[i]));
      }
      json.raw(KEYS_HEAD);
      for (EventColumn key : PARTITION_KEYS) {
        append(key, key.ordinal(), ok.event().get(key));
      }
      json.raw(KEYS_TAIL);
    } else if (outcome instanceof Outcome.Dropped dropped) {
      json.raw(DROPPED_HEAD).quoted(dropped.reason()).ascii('}');
    } else if (outcome instanceof Outcome.Failed failed) {
      json.raw(FAILED_HEAD).quoted(failed.reason()).ascii('}');
    }
    return json.toArray();
  }

  /** The data alone, on a line of its own, without columns that have no value. */
  public byte[] row(Event event) {
    json.clear().raw(ROW_HEAD);
    for (int i = 0; i < COLUMNS.length; i++) {
      Object value = event.get(COLUMNS[i]);
      if (value != null) {
        append(COLUMNS[i], i, value);
      }
    }
    return json.raw(ROW_TAIL).toArray();
  }

  private void append(EventColumn column, int ordinal, Object value) {
    if (value == null) {
      json.raw(NULLS[ordinal]);
      return;
    }
    json.raw(NAMES[ordinal]);
    switch (column.column().type()) {
      case STRING -> json.quoted((String) value);
      case INT -> json.number((Integer) value);
      case BIGINT -> json.ascii(value.toString());
      case TIMESTAMP -> appendTimestamp((Long) value);
      case FLOAT -> json.raw(number((Double) value));
    }
  }

  private byte[] number(Double number) {
    byte[] digits = numbers.get(number);
    if (digits == null) {
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      digits = ascii(whole ? Long.toString(number.longValue()) : number.toString());
      if (numbers.size() < MOST_NUMBERS) {
        numbers.put(number, digits);
      }
    }
    return digits;
  }

  private void appendTimestamp(long micros) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_A_DAY));
    int millis = (int) (Math.floorMod(micros, MICROS_A_DAY) / 1000);
    json.ascii('"').digits(date.getYear(), 4).ascii('-').digits(date.getMonthValue(), 2).ascii('-').digits(date.getDayOfMonth(), 2)
        .ascii('T').digits(millis / 3_600_000, 2).ascii(':').digits(millis / 60_000 % 60, 2).ascii(':')
        .digits(millis / 1000 % 60, 2).ascii('.').digits(millis % 1000, 3).ascii('Z').ascii('"');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
