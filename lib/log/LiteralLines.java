package tarn.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of a real-time log that stand in one physical line because its line ends were written as the two
 * characters {@code \n}. Only for real-time logs: elsewhere these two characters may be part of a value.
 */
public final class LiteralLines {
  private static final String LINE_END = "\\n";

  private LiteralLines() {}

  /**
   * Splits a line at each {@code \n} of two characters and leaves out what is empty; a line with a real tab, or
   * without {@code \n}, is returned as it is.
   */
  public static List<String> split(String line) {
    int end = line.indexOf(LINE_END);
    if (end < 0 || line.indexOf('\t') >= 0) {
      return List.of(line);
    }
    List<String> records = new ArrayList<>();
    int start = 0;
    while (end >= 0) {
      addUnlessEmpty(records, line.substring(start, end));
      start = end + LINE_END.length();
      end = line.indexOf(LINE_END, start);
    }
    addUnlessEmpty(records, line.substring(start));
    return records;
  }

  private static void addUnlessEmpty(List<String> records, String record) {
    if (!record.isEmpty()) {
      records.add(record);
    }
  }
}
