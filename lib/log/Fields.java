package tarn.log;

/** The fields of one line at a time; used again for the next line, since lines come by the million. */
final class Fields {
  private final int[] starts;
  private final int[] ends;
  private String line = "";

  Fields(int maximum) {
    starts = new int[maximum];
    ends = new int[maximum];
  }

  /**
   * Splits the part of a line before {@code lineEnd}.
   *
   * @return how many fields there are; the maximum and one where there are more than the maximum
   */
  int split(String newLine, int lineEnd, String separator) {
    line = newLine;
    int start = 0;
    for (int count = 0; count < starts.length; count++) {
      int end = newLine.indexOf(separator, start);
      starts[count] = start;
      if (end < 0 || end >= lineEnd) {
        ends[count] = lineEnd;
        return count + 1;
      }
      ends[count] = end;
      start = end + separator.length();
    }
    return starts.length + 1;
  }

  /** The field as it is. */
  String raw(int index) {
    return line.substring(starts[index], ends[index]);
  }

  /** The field before a character's first place in it; all of it where the character is not there. */
  String rawBefore(int index, char end) {
    int at = line.indexOf(end, starts[index]);
    return line.substring(starts[index], at < 0 || at > ends[index] ? ends[index] : at);
  }

  /** The field's text; null where it is empty or {@code -}, or where the index is negative. */
  String text(int index) {
    if (index < 0 || starts[index] == ends[index]) {
      return null;
    }
    return ends[index] - starts[index] == 1 && line.charAt(starts[index]) == '-' ? null : raw(index);
  }

  /** The field's whole number; null where it is no number, negative or above an int's range, or the index negative. */
  Integer integer(int index) {
    return index < 0 ? null : intOrNull(Digits.whole(line, starts[index], ends[index]));
  }

  /** The field's seconds as milliseconds, rounded half up; null under the same conditions as {@link #integer}. */
  Integer millis(int index) {
    long micros = index < 0 ? -1 : micros(index);
    return micros < 0 ? null : intOrNull((micros + 500) / 1000);
  }

  /** The field's seconds as microseconds; -1 where they are unreadable or have more than 6 decimals. */
  long micros(int index) {
    return Digits.micros(line, starts[index], ends[index]);
  }

  /** The field's HTTP status, 0 for {@code 000}. */
  int status(int index) throws MalformedLine {
    Integer status = integer(index);
    if (status == null) {
      throw new MalformedLine(Reason.STATUS_IS_NO_NUMBER);
    }
    return status;
  }

  private static Integer intOrNull(long value) {
    return value < 0 || value > Integer.MAX_VALUE ? null : Integer.valueOf((int) value);
  }
}
