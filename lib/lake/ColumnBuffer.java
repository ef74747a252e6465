package tarn.lake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;
import tarn.event.ColumnType;
import tarn.event.Event;
import tarn.event.EventColumn;

/**
 * The values of one column in one or two arrays: a hundred thousand rows of objects would keep the garbage collector
 * busier than all the rest of the work.
 */
abstract class ColumnBuffer {
  private static final int FIRST_CAPACITY = 256;

  private final BitSet nulls = new BitSet();
  private int size;

  static ColumnBuffer of(ColumnType type) {
    return switch (type) {
      case STRING -> new Texts();
      case INT -> new Ints();
      case BIGINT, TIMESTAMP -> new Longs();
      case FLOAT -> new Floats();
    };
  }

  /** The type that the vectors given to {@link #write} must have. */
  abstract DuckDBColumnType duckType();

  /** Adds the values that the first events of an array have in a column; null for none. */
  final void add(EventColumn column, Event[] events, int count) {
    for (int i = 0; i < count; i++) {
      if (events[i].get(column) == null) {
        nulls.set(size + i);
      }
    }
    put(size, column, events, count);
    size += count;
  }

  /** Forgets all values, and keeps the room that they took. */
  final void clear() {
    nulls.clear();
    size = 0;
  }

  final boolean isNull(int row) {
    return nulls.get(row);
  }

  /** Puts the values of events in {@code row} and the rows behind it. */
  abstract void put(int row, EventColumn column, Event[] events, int count);

  /** Writes the rows {@code order[from]} to {@code order[to - 1]} to the first places of a vector. */
  abstract void write(Integer[] order, int from, int to, DuckDBWritableVector vector);

  /** Compares two rows; nulls come first. */
  final int compare(int one, int other) {
    if (isNull(one) || isNull(other)) {
      return Boolean.compare(isNull(other), isNull(one));
    }
    return compareValues(one, other);
  }

  abstract int compareValues(int one, int other);

  private static int grown(int needed) {
    return Math.max(FIRST_CAPACITY, needed + (needed >> 1));
  }

  /** UTF-8, one behind the other. */
  private static final class Texts extends ColumnBuffer {
    private byte[] bytes = new byte[0];
    private int[] ends = new int[0];

    @Override
    DuckDBColumnType duckType() {
      return DuckDBColumnType.VARCHAR;
    }

    @Override
    void put(int row, EventColumn column, Event[] events, int count) {
      if (row + count > ends.length) {
        ends = Arrays.copyOf(ends, grown(row + count));
      }
      int end = start(row);
      for (int i = 0; i < count; i++) {
        String value = events[i].string(column);
        if (value != null) {
          byte[] text = value.getBytes(StandardCharsets.UTF_8);
          int start = end;
          end = Math.addExact(start, text.length);
          if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, grown(end));
          }
          System.arraycopy(text, 0, bytes, start, text.length);
        }
        ends[row + i] = end;
      }
    }

    private int start(int row) {
      return row == 0 ? 0 : ends[row - 1];
    }

    @Override
    void write(Integer[] order, int from, int to, DuckDBWritableVector vector) {
      byte[][] texts = new byte[to - from][];
      for (int i = from; i < to; i++) {
        int row = order[i];
        texts[i - from] = isNull(row) ? null : Arrays.copyOfRange(bytes, start(row), ends[row]);
      }
      vector.setStringUtf8Batch(0, texts);
    }

    @Override
    int compareValues(int one, int other) {
      return Arrays.compareUnsigned(bytes, start(one), ends[one], bytes, start(other), ends[other]);
    }
  }

  /** Values of one width. */
  private abstract static class Numbers extends ColumnBuffer {
    private int capacity;

    @Override
    final void put(int row, EventColumn column, Event[] events, int count) {
      if (row + count > capacity) {
        capacity = grown(row + count);
        grow(capacity);
      }
      for (int i = 0; i < count; i++) {
        Object value = events[i].get(column);
        if (value != null) {
          set(row + i, value);
        }
      }
    }

    @Override
    final void write(Integer[] order, int from, int to, DuckDBWritableVector vector) {
      for (int i = from; i < to; i++) {
        int row = order[i];
        if (isNull(row)) {
          vector.setNull(i - from);
        } else {
          write(row, vector, i - from);
        }
      }
    }

    abstract void grow(int capacity);

    abstract void set(int row, Object value);

    abstract void write(int row, DuckDBWritableVector vector, int place);
  }

  private static final class Ints extends Numbers {
    private int[] values = new int[0];

    @Override
    DuckDBColumnType duckType() {
      return DuckDBColumnType.INTEGER;
    }

    @Override
    void grow(int capacity) {
      values = Arrays.copyOf(values, capacity);
    }

    @Override
    void set(int row, Object value) {
      values[row] = (Integer) value;
    }

    @Override
    void write(int row, DuckDBWritableVector vector, int place) {
      vector.setInt(place, values[row]);
    }

    @Override
    int compareValues(int one, int other) {
      return Integer.compare(values[one], values[other]);
    }
  }

  private static final class Longs extends Numbers {
    private long[] values = new long[0];

    @Override
    DuckDBColumnType duckType() {
      return DuckDBColumnType.BIGINT;
    }

    @Override
    void grow(int capacity) {
      values = Arrays.copyOf(values, capacity);
    }

    @Override
    void set(int row, Object value) {
      values[row] = (Long) value;
    }

    @Override
    void write(int row, DuckDBWritableVector vector, int place) {
      vector.setLong(place, values[row]);
    }

    @Override
    int compareValues(int one, int other) {
      return Long.compare(values[one], values[other]);
    }
  }

  /** Events hold floats as doubles, in the precision of their source. */
  private static final class Floats extends Numbers {
    private float[] values = new float[0];

    @Override
    DuckDBColumnType duckType() {
      return DuckDBColumnType.FLOAT;
    }

    @Override
    void grow(int capacity) {
      values = Arrays.copyOf(values, capacity);
    }

    @Override
    void set(int row, Object value) {
      values[row] = ((Double) value).floatValue();
    }

    @Override
    void write(int row, DuckDBWritableVector vector, int place) {
      vector.setFloat(place, values[row]);
    }

    @Override
    int compareValues(int one, int other) {
      return Float.compare(values[one], values[other]);
    }
  }
}
