package tarn.enrich;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One rule of uap-core: an expression, and the words that stand in for parts of its match. */
final class RegexRule {
  private final String regex;
  private final boolean anyCase;
  private final Map<String, String> replacements;
  /** Compiled when first needed: an ordinary agent meets one rule in fifty. */
  private volatile Pattern pattern;

  RegexRule(String regex, boolean anyCase, Map<String, String> replacements) {
    this.regex = regex;
    this.anyCase = anyCase;
    this.replacements = Map.copyOf(replacements);
  }

  String regex() {
    return regex;
  }

  /** What the rule says under a key of uap-core's file, for example {@code os_v1_replacement}; null for nothing. */
  String replacement(String key) {
    return replacements.get(key);
  }

  /** @throws java.util.regex.PatternSyntaxException when the expression is none */
  Pattern pattern() {
    Pattern compiled = pattern;
    if (compiled == null) {
      compiled = Pattern.compile(regex, anyCase ? Pattern.CASE_INSENSITIVE : 0);
      pattern = compiled;
    }
    return compiled;
  }

  /** A group of a match; null where it took no part or the expression has no such group. */
  static String group(Matcher match, int number) {
    return number <= match.groupCount() ? match.group(number) : null;
  }
}
