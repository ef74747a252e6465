package tarn.enrich;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What every match of a regular expression contains, so that texts without it need not be searched: a list of clauses,
 * each a set of literals of which at least one occurs. Literals are in lower case, as the clauses hold whatever the
 * capitals; {@code ^} in one is the start of the text.
 *
 * <p>Knows the part of {@link java.util.regex.Pattern}'s syntax that uap-core uses. What it does not know it takes for
 * something that may match anything: the clauses are then fewer, never wrong.
 */
final class RequiredLiterals {
  private static final char START = '^';
  private static final int MOST_EXACT = 64;
  private static final int MOST_OF_CLAUSE = 400;
  private static final int LARGEST_CLASS = 4;
  private static final int LONGEST = 60;
  private static final Set<String> EMPTY_TEXT = Set.of("");

  /**
   * What is known of a part of the expression.
   *
   * @param exact all that it matches, in lower case; null where that is too much or unknown
   * @param clauses what all of its matches contain, besides {@code exact}
   */
  private record Part(Set<String> exact, List<Set<String>> clauses) {
    static final Part ANYTHING = new Part(null, List.of());
    static final Part NOTHING_LONG = new Part(EMPTY_TEXT, List.of());
  }

  private static final class Unknown extends Exception {
    Unknown() {
      super(null, null, false, false);
    }
  }

  private final String regex;
  private final ToIntFunction<String> worth;
  private int at;

  private RequiredLiterals(String regex, ToIntFunction<String> worth) {
    this.regex = regex;
    this.worth = worth;
  }

  /**
   * The clauses of an expression that compiles.
   *
   * @param worth how telling it is that a literal occurs; chooses where only one of several clauses can be kept
   */
  static List<Set<String>> of(String regex, ToIntFunction<String> worth) {
    try {
      RequiredLiterals reader = new RequiredLiterals(regex, worth);
      Part whole = reader.alternatives();
      return reader.at == regex.length() ? flushed(whole) : List.of();
    } catch (Unknown syntax) {
      return List.of();
    }
  }

  private Part alternatives() throws Unknown {
    List<Part> branches = new ArrayList<>();
    branches.add(sequence());
    while (at < regex.length() && regex.charAt(at) == '|') {
      at++;
      branches.add(sequence());
    }
    return branches.size() == 1 ? branches.get(0) : anyOf(branches);
  }

  private Part anyOf(List<Part> branches) {
    Set<String> exact = new LinkedHashSet<>();
    Set<String> clause = new LinkedHashSet<>();
    for (Part branch : branches) {
      exact = exact == null || branch.exact == null ? null : union(exact, branch.exact);
      clause = clause == null ? null : union(clause, best(flushed(branch)));
    }
    if (exact != null && exact.size() <= MOST_EXACT) {
      return new Part(exact, List.of());
    }
    return clause == null || clause.size() > MOST_OF_CLAUSE ? Part.ANYTHING : new Part(null, List.of(clause));
  }

  /** The most telling clause; null for none. */
  private Set<String> best(List<Set<String>> clauses) {
    Set<String> best = null;
    int bestWorth = 0;
    for (Set<String> clause : clauses) {
      int its = worth(clause, worth);
      if (its > bestWorth) {
        best = clause;
        bestWorth = its;
      }
    }
    return best;
  }

  /** A clause tells no more than its least telling literal. */
  static int worth(Set<String> clause, ToIntFunction<String> worth) {
    return clause.stream().mapToInt(worth).min().orElse(0);
  }

  private Part sequence() throws Unknown {
    Set<String> exact = EMPTY_TEXT;
    List<Set<String>> clauses = new ArrayList<>();
    boolean whole = true;
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      Part atom = atom();
      int[] times = times();
      for (int i = 0; i < Math.min(times[0], 2); i++) {
        Set<String> product = atom.exact == null ? null : product(exact, atom.exact);
        if (product == null) {
          whole = false;
          flush(exact, clauses);
          clauses.addAll(atom.clauses);
          exact = atom.exact == null ? EMPTY_TEXT : atom.exact;
        } else {
          exact = product;
        }
      }
      Set<String> more = atom.exact == null ? null : upTo(exact, atom.exact, times);
      if (more == null) {
        whole = false;
        flush(exact, clauses);
        exact = EMPTY_TEXT;
      } else {
        exact = more;
      }
    }
    if (whole) {
      return new Part(exact, List.of());
    }
    flush(exact, clauses);
    return new Part(null, clauses);
  }

  /** All of {@code exact} followed by as many more of an atom as its quantifier allows; null where that is too much. */
  private static Set<String> upTo(Set<String> exact, Set<String> atom, int[] times) {
    if (times[0] > 2 || times[1] - times[0] > 2) {
      return null;
    }
    Set<String> all = exact;
    Set<String> last = exact;
    for (int i = times[0]; i < times[1]; i++) {
      last = product(last, atom);
      all = last == null ? null : union(all, last);
      if (all == null || all.size() > MOST_EXACT) {
        return null;
      }
    }
    return all;
  }

  private static List<Set<String>> flushed(Part part) {
    List<Set<String>> clauses = new ArrayList<>(part.clauses);
    if (part.exact != null) {
      flush(part.exact, clauses);
    }
    return clauses;
  }

  private static void flush(Set<String> exact, List<Set<String>> clauses) {
    if (!exact.contains("") && exact.size() <= MOST_OF_CLAUSE) {
      clauses.add(exact);
    }
  }

  private static Set<String> product(Set<String> heads, Set<String> tails) {
    if ((long) heads.size() * tails.size() > MOST_EXACT) {
      return null;
    }
    Set<String> product = new LinkedHashSet<>();
    for (String head : heads) {
      for (String tail : tails) {
        if (head.length() + tail.length() > LONGEST) {
          return null;
        }
        // Twice the start is the start.
        product.add(head.equals("^") && tail.startsWith("^") ? tail : head + tail);
      }
    }
    return product;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    if (other == null) {
      return null;
    }
    Set<String> union = new LinkedHashSet<>(one);
    union.addAll(other);
    return union;
  }

  private Part atom() throws Unknown {
    char c = regex.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> characterClass();
      case '\\' -> escape();
      case '.' -> Part.ANYTHING;
      case '^' -> new Part(Set.of(String.valueOf(START)), List.of());
      case '$' -> Part.NOTHING_LONG;
      case '*', '+', '?', '{' -> throw new Unknown();
      default -> character(c);
    };
  }

  private Part group() throws Unknown {
    boolean takesNoRoom = false;
    if (regex.startsWith("?", at)) {
      if (regex.startsWith("?:", at)) {
        at += 2;
      } else if (regex.startsWith("?=", at) || regex.startsWith("?!", at)) {
        at += 2;
        takesNoRoom = true;
      } else if (regex.startsWith("?<=", at) || regex.startsWith("?<!", at)) {
        at += 3;
        takesNoRoom = true;
      } else {
        throw new Unknown();
      }
    }
    Part inner = alternatives();
    if (at >= regex.length()) {
      throw new Unknown();
    }
    at++;
    return takesNoRoom ? Part.NOTHING_LONG : inner;
  }

  private Part characterClass() throws Unknown {
    boolean negated = regex.startsWith("^", at);
    if (negated) {
      at++;
    }
    Set<String> exact = new LinkedHashSet<>();
    boolean many = negated;
    for (boolean first = true; first || current() != ']'; first = false) {
      char c = current();
      if (c == '[' || c == '&' && regex.startsWith("&&", at)) {
        throw new Unknown();
      }
      at++;
      Part member = c == '\\' ? escape() : character(c);
      if (current() == '-' && !regex.startsWith("-]", at)) {
        at++;
        if (current() == '[') {
          throw new Unknown();
        }
        at += current() == '\\' ? 2 : 1;
        many = true;
      } else if (member.exact == null || member.exact.contains("")) {
        many = true;
      } else {
        exact.addAll(member.exact);
      }
    }
    at++;
    return many || exact.size() > LARGEST_CLASS ? Part.ANYTHING : new Part(exact, List.of());
  }

  private char current() throws Unknown {
    if (at >= regex.length()) {
      throw new Unknown();
    }
    return regex.charAt(at);
  }

  private Part escape() throws Unknown {
    char c = current();
    at++;
    if (c == 'b' || c == 'B') {
      return Part.NOTHING_LONG;
    }
    if ("dDwWsS".indexOf(c) >= 0) {
      return Part.ANYTHING;
    }
    if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
      throw new Unknown();
    }
    return character(c);
  }

  /** A character of the text; those with a meaning of their own in literals, and those beyond ASCII, may be anything. */
  private static Part character(char c) {
    return c == START || c == '$' || c < ' ' || c > '~' ? Part.ANYTHING
        : new Part(Set.of(String.valueOf(c).toLowerCase(Locale.ROOT)), List.of());
  }

  /** The quantifier behind an atom: how often at least and at most. */
  private int[] times() throws Unknown {
    int[] times = {1, 1};
    if (at < regex.length()) {
      switch (regex.charAt(at)) {
        case '*' -> times = new int[] {0, Integer.MAX_VALUE};
        case '+' -> times = new int[] {1, Integer.MAX_VALUE};
        case '?' -> times = new int[] {0, 1};
        case '{' -> times = counted();
        default -> {
          return times;
        }
      }
      at++;
      if (at < regex.length() && (regex.charAt(at) == '?' || regex.charAt(at) == '+')) {
        at++;
      }
    }
    return times;
  }

  private int[] counted() throws Unknown {
    int end = regex.indexOf('}', at);
    String[] bounds = end < 0 ? new String[0] : regex.substring(at + 1, end).split(",", -1);
    try {
      int least = Integer.parseInt(bounds[0]);
      int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(bounds[1]);
      at = end;
      return new int[] {least, most};
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException noQuantifier) {
      throw new Unknown();
    }
  }
}
