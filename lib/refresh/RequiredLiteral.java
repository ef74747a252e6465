package tarn.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads regular expressions just far enough to find the text that each of their matches contains. In such a text
 * {@code ^} stands for the start of what is searched and {@code $} for its end.
 */
final class RequiredLiteral {
  private static final String SPECIAL = ".[]()|?*+{}\\";
  private static final String ANCHORS = "^$";
  /** What so many browsers say that looking for it saves nothing. */
  private static final Set<String> USUAL = Set.of("", "^mozilla/", "android", "^", "$", "/", ".", " ");

  private RequiredLiteral() {}

  /** The alternatives of a pattern outside of its groups. */
  static List<String> alternatives(String pattern) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < pattern.length(); i = next(pattern, i)) {
      if (pattern.charAt(i) == '|') {
        parts.add(pattern.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(pattern.substring(start));
    return parts;
  }

  /** The text that a pattern without any operators but anchors matches; null where it has others. */
  static String plainText(String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i = next(pattern, i)) {
      char c = pattern.charAt(i);
      if (isEscapedLiteral(pattern, i)) {
        text.append(pattern.charAt(i + 1));
      } else if (SPECIAL.indexOf(c) < 0) {
        text.append(c);
      } else {
        return null;
      }
    }
    return text.toString();
  }

  /** The longest text that every match contains, in lower case, of the unusual ones if there are; empty where none is sure. */
  static String of(String pattern) {
    String longest = "";
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < pattern.length(); i = next(pattern, i)) {
      char c = pattern.charAt(i);
      int after = next(pattern, i);
      char quantifier = after < pattern.length() ? pattern.charAt(after) : ' ';
      boolean escaped = isEscapedLiteral(pattern, i);
      boolean literal = escaped || SPECIAL.indexOf(c) < 0;
      if (literal && "?*{".indexOf(quantifier) < 0) {
        run.append(escaped ? pattern.charAt(i + 1) : c);
      }
      if (!literal || "?*+{".indexOf(quantifier) >= 0) {
        longest = longer(longest, run);
        run.setLength(0);
      }
    }
    return longer(longest, run);
  }

  private static boolean isEscapedLiteral(String pattern, int i) {
    if (pattern.charAt(i) != '\\' || Character.isLetterOrDigit(pattern.charAt(i + 1))) {
      return false;
    }
    if (ANCHORS.indexOf(pattern.charAt(i + 1)) >= 0) {
      throw new IllegalArgumentException(pattern + " looks for a sign that stands for an anchor in the table");
    }
    return true;
  }

  private static String longer(String longest, StringBuilder run) {
    String text = run.toString().toLowerCase(Locale.ROOT);
    boolean usual = USUAL.contains(text);
    return usual == USUAL.contains(longest) ? text.length() > longest.length() ? text : longest : usual ? longest : text;
  }

  /** Where the next element begins: a group, a class and an escape are one each. */
  private static int next(String pattern, int i) {
    return switch (pattern.charAt(i)) {
      case '\\' -> i + 2;
      case '[' -> endOfClass(pattern, i);
      case '(' -> endOfGroup(pattern, i);
      case '{' -> pattern.indexOf('}', i) + 1;
      default -> i + 1;
    };
  }

  private static int endOfClass(String pattern, int start) {
    int i = start + 1;
    while (pattern.charAt(i) != ']') {
      i += pattern.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static int endOfGroup(String pattern, int start) {
    int i = start + 1;
    while (pattern.charAt(i) != ')') {
      i = next(pattern, i);
    }
    return i + 1;
  }
}
