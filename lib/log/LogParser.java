package tarn.log;

import java.util.List;

/**
 * Reads the lines of one log in their order. A parser remembers what header lines told it, so each log needs its own.
 */
public interface LogParser {
  /**
   * Reads one line that is neither blank nor a comment.
   *
   * @throws MalformedLine when the line cannot be read; the message is one of a small set of fixed reasons and never
   *     contains text of the line
   */
  LogRecord parse(String line) throws MalformedLine;

  /**
   * When the request of a record was logged, microseconds since 1970 UTC.
   *
   * @throws MalformedLine at most where {@link #parse} does
   */
  default long arrivalMicros(String record) throws MalformedLine {
    return parse(record).arrivalMicros();
  }

  /** The records that stand in one physical line: one, but for real-time logs whose line ends were spelt out. */
  default List<String> records(String line) {
    return List.of(line);
  }

  /** Takes note of a line that starts with {@code #}. */
  default void comment(String line) {}

  /**
   * The header lines, joined by newlines and ended by one, that must stand before a part of this log so that the part
   * can be read alone; empty where the format has none.
   */
  default String header() {
    return "";
  }
}
