package tarn.enrich;

import java.util.regex.Matcher;

/**
 * The browser that a rule of {@code user_agent_parsers} finds, as uap-java reads these rules.
 *
 * @param major null where unknown, as the two behind it
 * @param fullVersion the numbers joined by dots, with those that follow in the agent where uap-core stops; null for none
 */
record BrowserMatch(String family, String major, String minor, String patch, String fullVersion) {
  static final BrowserMatch OTHER = new BrowserMatch("Other", null, null, null, null);

  /** @return null where the rule has no name for its match, so that the next rule is asked */
  static BrowserMatch of(Matcher match, RegexRule rule, String agent) {
    String family = family(match, rule.replacement("family_replacement"));
    if (family == null) {
      return null;
    }
    String fixedMajor = rule.replacement("v1_replacement");
    String fixedMinor = rule.replacement("v2_replacement");
    String major = fixedMajor != null ? fixedMajor : part(match, 2);
    String minor = fixedMinor != null ? fixedMinor : part(match, 3);
    // uap-java looks for a third number only where the second came from the agent.
    String patch = fixedMinor != null ? null : part(match, 4);
    return new BrowserMatch(family, major, minor, patch, fullVersion(match, rule, major, minor, patch, agent));
  }

  private static String fullVersion(Matcher match, RegexRule rule, String major, String minor, String patch, String agent) {
    String version = VersionText.join(major, minor, patch);
    int lastGroup = minor == null ? 2 : patch == null ? 3 : 4;
    boolean fixed = lastGroup == 2 && rule.replacement("v1_replacement") != null
        || lastGroup == 3 && rule.replacement("v2_replacement") != null;
    return version == null || fixed ? version : version + VersionText.continuation(agent, match.end(lastGroup));
  }

  private static String family(Matcher match, String replacement) {
    String group = RegexRule.group(match, 1);
    if (replacement == null) {
      return group;
    }
    int place = group == null ? -1 : replacement.indexOf("$1");
    return place < 0 ? replacement : replacement.substring(0, place) + group + replacement.substring(place + 2);
  }

  private static String part(Matcher match, int group) {
    String part = RegexRule.group(match, group);
    return part == null || part.isEmpty() ? null : part;
  }
}
