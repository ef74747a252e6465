package tarn.log;

import java.nio.charset.StandardCharsets;

/** Bytes of UTF-8 that a text holds as a prefix and two hexadecimal digits each, such as {@code %C3%BC}. */
final class EscapedBytes {
  private static final int FIRST_BEYOND_ASCII = 0x80;

  private EscapedBytes() {}

  /**
   * Appends the characters that stand escaped at an index; malformed UTF-8 becomes U+FFFD.
   *
   * @return the index behind what was read; the same index where nothing is escaped there
   */
  static int append(String text, int at, String prefix, StringBuilder target) {
    int value = byteAt(text, at, prefix);
    int step = prefix.length() + 2;
    if (value < FIRST_BEYOND_ASCII) {
      if (value >= 0) {
        target.append((char) value);
      }
      return value < 0 ? at : at + step;
    }
    // Bytes beyond ASCII only mean something together.
    int end = at;
    while (byteAt(text, end, prefix) >= FIRST_BEYOND_ASCII) {
      end += step;
    }
    byte[] bytes = new byte[(end - at) / step];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) byteAt(text, at + i * step, prefix);
    }
    target.append(new String(bytes, StandardCharsets.UTF_8));
    return end;
  }

  private static int byteAt(String text, int at, String prefix) {
    int digits = at + prefix.length();
    if (digits + 2 > text.length() || !text.startsWith(prefix, at)) {
      return -1;
    }
    int high = hexDigit(text.charAt(digits));
    int low = hexDigit(text.charAt(digits + 1));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  // Character.digit would also take the digits of other scripts.
  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
