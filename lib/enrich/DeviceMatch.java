package tarn.enrich;

import java.util.regex.Matcher;

/**
 * The device that a rule of {@code device_parsers} finds: the family as uap-java reads these rules, brand and model as
 * uap-core specifies them.
 *
 * @param brand null where the rule names none
 * @param model null where the rule names none and has no first group
 */
record DeviceMatch(String family, String brand, String model) {
  static final DeviceMatch OTHER = new DeviceMatch("Other", null, null);

  /** @return null where the rule has no name for its match, so that the next rule is asked */
  static DeviceMatch of(Matcher match, RegexRule rule, String agent) {
    String family = filled(match, rule.replacement("device_replacement"), true);
    return family == null ? null : new DeviceMatch(
        family,
        filled(match, rule.replacement("brand_replacement"), false),
        filled(match, rule.replacement("model_replacement"), true));
  }

  /** The template with its {@code $1} to {@code $9} filled from the match. */
  private static String filled(Matcher match, String template, boolean orFirstGroup) {
    if (template == null) {
      return orFirstGroup ? RegexRule.group(match, 1) : null;
    }
    String text = template;
    int at = template.indexOf('$');
    while (at >= 0 && at + 1 < template.length()) {
      int number = template.charAt(at + 1) - '0';
      if (number >= 0 && number <= 9) {
        String group = RegexRule.group(match, number);
        // The first such mark in the text so far, be it one that the agent brought in: as uap-java does.
        int place = text.indexOf("$" + number);
        text = place < 0 ? text : text.substring(0, place) + (group == null ? "" : group) + text.substring(place + 2);
      }
      at = template.indexOf('$', at + 1);
    }
    return template.indexOf('$') < 0 ? template : text.trim();
  }
}
