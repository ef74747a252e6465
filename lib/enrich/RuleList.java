package tarn.enrich;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;

/** Rules of one kind in the order of uap-core's file: the first that finds something answers. Immutable. */
final class RuleList<T> {
  /** What a rule makes of its match; null to leave the answer to the next rule. */
  interface Answer<T> {
    T of(Matcher match, RegexRule rule, String agent);
  }

  private final List<RegexRule> rules;
  /** The number of the first rule among those of all lists. */
  private final int offset;
  private final Answer<T> answer;
  private final T otherwise;

  /**
   * @param offset the number of the first rule among those of all lists
   * @param otherwise the answer where no rule has one
   */
  RuleList(List<RegexRule> rules, int offset, Answer<T> answer, T otherwise) {
    this.rules = List.copyOf(rules);
    this.offset = offset;
    this.answer = answer;
    this.otherwise = otherwise;
  }

  List<RegexRule> rules() {
    return rules;
  }

  /** @param candidates the numbers of the rules to try */
  T first(String agent, BitSet candidates) {
    int end = offset + rules.size();
    for (int number = candidates.nextSetBit(offset); number >= 0 && number < end; number = candidates.nextSetBit(number + 1)) {
      RegexRule rule = rules.get(number - offset);
      Matcher match = rule.pattern().matcher(agent);
      T found = match.find() ? answer.of(match, rule, agent) : null;
      if (found != null) {
        return found;
      }
    }
    return otherwise;
  }
}
