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
    byte[] ascii = bytes(text);
    return ascii == null ? null : decode(ascii, 0, ascii.length, times);
  }

  /** The bytes of a text; null where it is not ASCII. */
  static byte[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length == text.length() ? bytes : null;
  }

  /**
   * Decodes a part of a text, and leaves other bytes in its place.
   *
   * @return null where the part is not of that kind
   */
  static String decode(byte[] ascii, int start, int end, int times) {
    int decodedEnd = end;
    for (int left = times; left > 0; left--) {
      decodedEnd = decodeOnce(ascii, start, decodedEnd, left == 1);
      if (decodedEnd < 0) {
        return null;
      }
    }
    return new String(ascii, start, decodedEnd - start, StandardCharsets.UTF_8);
  }

  /** @return the new end; -1 where a byte beyond ASCII came out and there must be none */
  private static int decodeOnce(byte[] bytes, int start, int end, boolean innermost) {
    int from = start;
    while (from < end && bytes[from] != '%') {
      from++;
    }
    int to = from;
    while (from < end) {
      byte b = bytes[from++];
      if (b == '%' && from + 1 < end) {
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
