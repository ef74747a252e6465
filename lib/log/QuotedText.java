package tarn.log;

/**
 * Text in quotes as nginx and Apache log it: {@code \"} and {@code \\} stand for the second character, {@code \xHH}
 * for one byte of UTF-8. Any other backslash stands for itself.
 */
final class QuotedText {
  private static final String BYTE = "\\x";

  private QuotedText() {}

  /** The index of the quote that ends the text that begins at an index; -1 where there is none. */
  static int end(String line, int from) {
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    return -1;
  }

  /** The text between two indices, without its escapes. */
  static String unescape(String line, int from, int to) {
    String text = line.substring(from, to);
    int backslash = text.indexOf('\\');
    if (backslash < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int copied = 0;
    while (backslash >= 0) {
      plain.append(text, copied, backslash);
      copied = appendEscaped(text, backslash, plain);
      backslash = text.indexOf('\\', copied);
    }
    return plain.append(text, copied, text.length()).toString();
  }

  private static int appendEscaped(String text, int backslash, StringBuilder plain) {
    int behind = EscapedBytes.append(text, backslash, BYTE, plain);
    if (behind > backslash) {
      return behind;
    }
    boolean escape = text.startsWith("\\\"", backslash) || text.startsWith("\\\\", backslash);
    plain.append(escape ? text.charAt(backslash + 1) : '\\');
    return escape ? backslash + 2 : backslash + 1;
  }
}
