package tarn.enrich;

/** Versions as texts of numbers and dots. */
final class VersionText {
  private VersionText() {}

  /** The parts before the first absent one, joined by dots; null for none. */
  static String join(String... parts) {
    StringBuilder version = new StringBuilder();
    for (String part : parts) {
      if (part == null) {
        break;
      }
      version.append(version.isEmpty() ? "" : ".").append(part);
    }
    return version.isEmpty() ? null : version.toString();
  }

  /** What goes on at an index as more numbers of a version, each behind a dot; empty where nothing does. */
  static String continuation(String text, int start) {
    int end = start;
    while (end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1))) {
      end += 2;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
    }
    return text.substring(start, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
