package tarn.log;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads lines as the bytes they are, whatever their encoding. A line ends with LF or CRLF; the last one may end
 * without. For one user at a time.
 */
public final class LineReader implements AutoCloseable {
  /** The longest line that is handed out in one piece where nothing else is said, in bytes. */
  public static final int LONGEST_LINE = 4 * 1024 * 1024;

  private static final int BUFFER_SIZE = 128 * 1024;
  private static final int LONGEST_LINE_END = 2;

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long LINE_FEEDS = EACH_BYTE * '\n';

  private final InputStream input;
  private final int longestLine;
  private byte[] buffer;
  private int start;
  private int end;
  private boolean exhausted;
  private int lineStart;
  private int lineLength;
  private IOException failure;

  public LineReader(InputStream input) {
    this(input, LONGEST_LINE);
  }

  /**
   * @param input is closed with this reader
   * @param longestLine in bytes, line end not counted, at least 1; a longer line is handed out in pieces of this size
   */
  public LineReader(InputStream input, int longestLine) {
    this(input, longestLine, BUFFER_SIZE);
  }

  LineReader(InputStream input, int longestLine, int bufferSize) {
    if (longestLine < 1 || longestLine > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException("The longest line must have between 1 byte and 1 GiB.");
    }
    this.input = input;
    this.longestLine = longestLine;
    this.buffer = new byte[bufferSize];
  }

  /**
   * The next line without its line end, or the next piece of one that is too long; null at the end.
   *
   * @throws IOException when the input cannot be read any further, {@link DamagedInput} among others; all that could
   *     be read before has then been handed out, the beginning of a broken-off line too
   */
  public byte[] next() throws IOException {
    return advance() ? bytes() : null;
  }

  /**
   * Goes on to what {@link #next} would hand out.
   *
   * @return false at the end
   * @throws IOException as {@link #next} says
   */
  public boolean advance() throws IOException {
    int searched = 0;
    while (true) {
      int window = Math.min(end - start, longestLine + LONGEST_LINE_END);
      int lineFeed = lineFeed(start + searched, start + window);
      if (lineFeed >= 0) {
        return line(lineFeed);
      }
      if (window == longestLine + LONGEST_LINE_END) {
        return piece(longestLine);
      }
      searched = window;
      if (!fill()) {
        return rest();
      }
    }
  }

  /** What {@link #advance} went on to, as a new array. */
  public byte[] bytes() {
    return Arrays.copyOfRange(buffer, lineStart, lineStart + lineLength);
  }

  /** The same read as UTF-8, malformed bytes as U+FFFD. */
  public String text() {
    return new String(buffer, lineStart, lineLength, StandardCharsets.UTF_8);
  }

  /** The number of its bytes. */
  public int length() {
    return lineLength;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private int lineFeed(int from, int to) {
    byte[] bytes = buffer;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, i) ^ LINE_FEEDS;
      // The high bit of the first byte that became zero, and of none before it.
      long zeros = eight - EACH_BYTE & ~eight & EACH_BYTE << 7;
      if (zeros != 0) {
        return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean line(int lineFeed) {
    int lineEnd = lineFeed > start && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    if (lineEnd - start > longestLine) {
      return piece(longestLine);
    }
    lineStart = start;
    lineLength = lineEnd - start;
    start = lineFeed + 1;
    return true;
  }

  private boolean piece(int length) {
    lineStart = start;
    lineLength = length;
    start += length;
    return true;
  }

  private boolean rest() throws IOException {
    if (start < end) {
      return piece(Math.min(end - start, longestLine));
    }
    if (failure != null) {
      throw failure;
    }
    return false;
  }

  private boolean fill() {
    if (exhausted) {
      return false;
    }
    makeRoom();
    try {
      int count = input.read(buffer, end, buffer.length - end);
      exhausted = count < 0;
      end += Math.max(count, 0);
    } catch (IOException unreadable) {
      // Thrown by the call that finds nothing left to hand out.
      failure = unreadable;
      exhausted = true;
    }
    return !exhausted;
  }

  private void makeRoom() {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == buffer.length) {
      byte[] target = start == 0 ? new byte[grown(buffer.length)] : buffer;
      System.arraycopy(buffer, start, target, 0, end - start);
      buffer = target;
      end -= start;
      start = 0;
    }
  }

  private int grown(int size) {
    return (int) Math.min(2L * size, longestLine + LONGEST_LINE_END);
  }
}
