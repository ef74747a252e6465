package tarn.enrich;

import java.util.regex.Matcher;

/**
 * The operating system that a rule of {@code os_parsers} finds, as uap-java reads these rules.
 *
 * @param major null where unknown, as the three behind it
 */
record SystemMatch(String family, String major, String minor, String patch, String patchMinor) {
  static final SystemMatch OTHER = new SystemMatch("Other", null, null, null, null);

  /** @return null where the rule has no name for its match, so that the next rule is asked */
  static SystemMatch of(Matcher match, RegexRule rule, String agent) {
    String family = family(match, rule.replacement("os_replacement"));
    return family == null ? null : new SystemMatch(
        family,
        part(match, rule.replacement("os_v1_replacement"), 2),
        part(match, rule.replacement("os_v2_replacement"), 3),
        part(match, rule.replacement("os_v3_replacement"), 4),
        RegexRule.group(match, 5));
  }

  /** The numbers joined by dots; null for none. */
  String version() {
    return VersionText.join(major, minor, patch, patchMinor);
  }

  private static String family(Matcher match, String replacement) {
    String group = RegexRule.group(match, 1);
    return replacement == null ? group : group == null ? replacement : replacement.replace("$1", group);
  }

  private static String part(Matcher match, String replacement, int group) {
    if (replacement == null) {
      return RegexRule.group(match, group);
    }
    return replacement.startsWith("$") ? RegexRule.group(match, Integer.parseInt(replacement.substring(1))) : replacement;
  }
}
