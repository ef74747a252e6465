package tarn.log;

import java.nio.charset.StandardCharsets;

/**
 * The fast variant of {@link PercentDecoder} for what nearly all encoded text is: ASCII, and bytes beyond ASCII at the
 * innermost encoding only. Works in one array, without a text for each step.
 */
final class AsciiPercentDecoder {
  private static final byte[] HEX = new byte[256];

  static {
    java.util.Arrays.fill(HEX, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      HEX["0123456789abcdef".charAt(digit)] = (byte) digit;
      HEX["0123456789ABCDEF".charAt(digit)] = (byte) digit;
    }
  }

  private AsciiPercentDecoder() {}

  /**
   * Decodes a text as often as it was encoded.
   *
   * @return null where the text is not of that kind
   */
  static String decode(String text, int times) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length != text.length()) {
      return null;
    }
    int length = bytes.length;
    for (int left = times; left > 0; left--) {
      length = decodeOnce(bytes, length, left == 1);
      if (length < 0) {
        return null;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** @return the new length; -1 where a byte beyond ASCII came out and there must be none */
  private static int decodeOnce(byte[] bytes, int length, boolean innermost) {
    int from = 0;
    while (from < length && bytes[from] != '%') {
      from++;
    }
    int to = from;
    while (from < length) {
      byte b = bytes[from++];
      if (b == '%' && from + 1 < length) {
        int value = HEX[bytes[from] & 0xff] << 4 | HEX[bytes[from + 1] & 0xff];
        if (value >= 0) {
          if (value > 0x7f && !innermost) {
            return -1;
          }
          b = (byte) value;
          from += 2;
        }
      }
      bytes[to++] = b;
    }
    return to;
  }
}
