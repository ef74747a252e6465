package tarn.enrich;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Tells which rules may match an agent, without trying them: those of whose required literals enough occur in it. It
 * never leaves out a rule that matches. Immutable.
 */
final class RuleIndex {
  /** What most agents hold, so that finding a part of it tells little. */
  private static final String USUAL_TEXT = """
      mozilla/5.0 (windows nt 10.0; win64; x64) applewebkit/537.36 (khtml, like gecko) chrome/131.0.0.0 safari/537.36 edg/
      mozilla/5.0 (macintosh; intel mac os x 10_15_7) applewebkit/605.1.15 version/17.6 mobile/15e148 safari/604.1 opr/
      mozilla/5.0 (linux; u; android 10; k) build/ samsungbrowser/ mozilla/5.0 (iphone; cpu iphone os 17_6 like mac os x)
      (x11; ubuntu; linux x86_64; rv:133.0) gecko/20100101 firefox/133.0 (ipad; mobile safari/ wv) compatible; msie""";

  private final int ruleCount;
  private final LiteralIndex literals;
  /** For each literal the rules whose most telling clause it is in. */
  private final int[][] rulesOfLiteral;
  /** For each rule the literals of its other clauses. */
  private final int[][][] otherClauses;
  private final BitSet always = new BitSet();

  RuleIndex(List<RegexRule> rules) {
    ruleCount = rules.size();
    otherClauses = new int[ruleCount][][];
    Map<String, Integer> worths = new HashMap<>();
    ToIntFunction<String> worth = literal -> worths.computeIfAbsent(literal, RuleIndex::worth);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<List<Integer>> rulesOf = new ArrayList<>();
    for (int rule = 0; rule < ruleCount; rule++) {
      List<int[]> clauses = new ArrayList<>();
      for (Set<String> clause : mostTellingFirst(RequiredLiterals.of(rules.get(rule).regex(), worth), worth)) {
        clauses.add(numbered(clause, numbers, rulesOf));
      }
      if (clauses.isEmpty()) {
        always.set(rule);
        otherClauses[rule] = new int[0][];
      } else {
        for (int id : clauses.get(0)) {
          rulesOf.get(id).add(rule);
        }
        otherClauses[rule] = clauses.subList(1, clauses.size()).toArray(int[][]::new);
      }
    }
    literals = new LiteralIndex(List.copyOf(numbers.keySet()), USUAL_TEXT);
    rulesOfLiteral = rulesOf.stream().map(list -> list.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
  }

  private static List<Set<String>> mostTellingFirst(List<Set<String>> clauses, ToIntFunction<String> worth) {
    record Weighed(Set<String> clause, int worth) {}
    return clauses.stream().distinct().map(clause -> new Weighed(clause, RequiredLiterals.worth(clause, worth)))
        .filter(clause -> clause.worth > 0).sorted(Comparator.comparingInt(clause -> -clause.worth)).map(Weighed::clause).toList();
  }

  private static int[] numbered(Set<String> clause, Map<String, Integer> numbers, List<List<Integer>> rulesOf) {
    int[] ids = new int[clause.size()];
    int count = 0;
    for (String literal : clause) {
      Integer known = numbers.get(literal);
      if (known == null) {
        known = numbers.size();
        numbers.put(literal, known);
        rulesOf.add(new ArrayList<>());
      }
      ids[count++] = known;
    }
    return ids;
  }

  /** How telling a literal is: its length, less where agents are full of it. */
  private static int worth(String literal) {
    if (literal.length() < 2) {
      return 0;
    }
    return USUAL_TEXT.contains(literal) ? 1 : literal.length() + 1;
  }

  BitSet everyRule() {
    BitSet every = new BitSet(ruleCount);
    every.set(0, ruleCount);
    return every;
  }

  /** The numbers of the rules that may match. */
  BitSet candidates(String agent) {
    BitSet found = new BitSet(rulesOfLiteral.length);
    literals.anyMatch(agent, id -> {
      found.set(id);
      return false;
    });
    BitSet candidates = new BitSet(ruleCount);
    candidates.or(always);
    for (int id = found.nextSetBit(0); id >= 0; id = found.nextSetBit(id + 1)) {
      for (int rule : rulesOfLiteral[id]) {
        if (holdsOthers(otherClauses[rule], found)) {
          candidates.set(rule);
        }
      }
    }
    return candidates;
  }

  private static boolean holdsOthers(int[][] clauses, BitSet found) {
    for (int[] clause : clauses) {
      boolean holds = false;
      for (int id : clause) {
        holds |= found.get(id);
      }
      if (!holds) {
        return false;
      }
    }
    return true;
  }
}
