package tarn.log;

/**
 * Undoes percent-encoding and never fails: {@code %} without two hexadecimal digits behind it stays as it is, as does
 * every other character. Decoded bytes are UTF-8; malformed ones become U+FFFD.
 */
public final class PercentDecoder {
  private static final String BYTE = "%";

  private PercentDecoder() {}

  /** Decodes a text once; null stays null. A {@code +} stays one. */
  public static String decode(String text) {
    return decode(text, 1);
  }

  /** Decodes a text as often as it was encoded; null stays null. */
  public static String decode(String text, int times) {
    if (text == null || times == 0 || text.indexOf('%') < 0) {
      return text;
    }
    String decoded = AsciiPercentDecoder.decode(text, times);
    return decoded != null ? decoded : decodePlainly(text, times);
  }

  /** The same for any text, step by step. */
  static String decodePlainly(String text, int times) {
    String decoded = text;
    for (int i = 0; i < times; i++) {
      decoded = decodeOnce(decoded);
    }
    return decoded;
  }

  private static String decodeOnce(String text) {
    int percent = text.indexOf('%');
    if (percent < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int copied = 0;
    while (percent >= 0) {
      plain.append(text, copied, percent);
      copied = EscapedBytes.append(text, percent, BYTE, plain);
      percent = text.indexOf('%', Math.max(copied, percent + 1));
    }
    return plain.append(text, copied, text.length()).toString();
  }

  /** Decodes a text once as HTML forms encode it: {@code +} stands for a space. Null stays null. */
  public static String decodeForm(String text) {
    return text == null ? null : decode(text.replace('+', ' '));
  }
}
