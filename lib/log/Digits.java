package tarn.log;

/** Reads numbers in place, without a substring each: a log line holds several, and lines come by the million. */
final class Digits {
  private static final int MOST_DIGITS = 18;
  private static final int MOST_SECOND_DIGITS = 12;
  private static final int MICRO_DIGITS = 6;

  private Digits() {}

  /** The whole number that stands between two indices; -1 for anything but 1 to 18 digits. */
  static long whole(String text, int from, int to) {
    if (from >= to || to - from > MOST_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /**
   * Seconds in plain decimal notation as microseconds, exactly.
   *
   * @return -1 for anything but 1 to 12 digits, followed by nothing or by a point and 1 to 6 digits
   */
  static long micros(String text, int from, int to) {
    int point = text.indexOf('.', from);
    int secondsEnd = point < 0 || point > to ? to : point;
    long micros = secondsEnd - from > MOST_SECOND_DIGITS ? -1 : whole(text, from, secondsEnd);
    if (micros < 0 || secondsEnd == to) {
      return micros < 0 ? -1 : micros * 1_000_000;
    }
    int fractionDigits = to - secondsEnd - 1;
    long fraction = fractionDigits > MICRO_DIGITS ? -1 : whole(text, secondsEnd + 1, to);
    if (fraction < 0) {
      return -1;
    }
    for (int i = fractionDigits; i < MICRO_DIGITS; i++) {
      fraction *= 10;
    }
    return micros * 1_000_000 + fraction;
  }
}
