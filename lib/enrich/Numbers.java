package tarn.enrich;

/** Numbers that come from a log: whatever cannot be read is null. */
final class Numbers {
  /** As many digits never leave a long's range. */
  private static final int SAFE_DIGITS = 18;

  private Numbers() {}

  static Integer integer(String text) {
    Long number = whole(text);
    return number == null || number != number.intValue() ? null : Integer.valueOf(number.intValue());
  }

  static Long whole(String text) {
    if (text == null || text.isEmpty() || text.length() > 20) {
      return null;
    }
    int start = text.charAt(0) == '-' ? 1 : 0;
    long number = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      number = number * 10 + digit;
    }
    if (start < text.length() && text.length() <= SAFE_DIGITS) {
      return start == 0 ? number : -number;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException beyondLong) {
      return null;
    }
  }

  /** A decimal number in plain notation; null for anything else, infinities and NaN included. */
  static Double decimal(String text) {
    if (text == null || text.isEmpty() || text.length() > 20) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return null;
      }
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException severalDots) {
      return null;
    }
  }
}
