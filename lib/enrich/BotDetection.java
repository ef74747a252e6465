package tarn.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/**
 * Tells bots by their user agent: crawlers, previews, monitors, HTTP libraries, headless browsers, agents of AI services,
 * uap-core's spiders, and what no browser would send. The patterns are those of {@code lib/resources/bots.csv}, most of
 * which are tried only where a text is found that each of their matches contains.
 */
final class BotDetection {
  private static final String SPIDER_FAMILY = "Spider";
  /** Longer than any browser's; keeps the patterns from reading far. */
  private static final int LONGEST = 1_024;
  private static final String USUAL_TEXT = """
      mozilla/5.0 (windows nt 10.0; win64; x64) applewebkit/537.36 (khtml, like gecko) chrome/131.0.0.0 safari/537.36 edg/
      mozilla/5.0 (macintosh; intel mac os x 10_15_7) applewebkit/605.1.15 version/17.6 mobile/15e148 safari/604.1 opr/
      mozilla/5.0 (linux; android 10; k) samsungbrowser/ mozilla/5.0 (iphone; cpu iphone os 17_6 like mac os x)
      (x11; ubuntu; linux x86_64; rv:133.0) gecko/20100101 firefox/133.0 (ipad; build/ wv)""";
  private static final BotDetection BUNDLED = new BotDetection(CsvResource.rows("bots.csv"));

  /** How nearly all browsers begin: none of the patterns that only look at the shape of the start matches that. */
  private static final String BROWSER_START = "Mozilla/5.0 (";
  private static final String ANY_START = "^";

  private final List<Rule> rules = new ArrayList<>();
  /** Rules about the shape of an agent, without a text to look for. */
  private final List<Rule> shapes = new ArrayList<>();
  private final LiteralIndex literals;

  private BotDetection(List<CSVRecord> rows) {
    List<String> texts = new ArrayList<>();
    for (CSVRecord row : rows) {
      Rule rule = Rule.of(row.get("literal"), row.get("pattern"), row.get("capitals").equals("any"));
      if (rule.literal().equals(ANY_START)) {
        shapes.add(rule);
      } else {
        rules.add(rule);
        texts.add(rule.literal());
      }
    }
    literals = new LiteralIndex(texts, USUAL_TEXT);
  }

  /**
   * True for a bot.
   *
   * @param header the decoded User-Agent header; null for none, which only bots send
   * @param deviceFamily uap-core's; null where unknown
   */
  static boolean isBot(String header, String deviceFamily) {
    return SPIDER_FAMILY.equals(deviceFamily) || BUNDLED.matches(header);
  }

  private boolean matches(String header) {
    if (header == null || header.length() > LONGEST || !hasLetter(header)) {
      return true;
    }
    if (!header.startsWith(BROWSER_START)) {
      for (Rule shape : shapes) {
        if (shape.matches(header)) {
          return true;
        }
      }
    }
    return literals.anyMatch(header, id -> rules.get(id).matches(header));
  }

  private static boolean hasLetter(String header) {
    for (int i = 0; i < header.length(); i++) {
      if (Character.isLetter(header.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * One row of the table.
   *
   * @param literal what each match contains in any spelling, with {@code ^} and {@code $} for start and end
   * @param exact the same text, where its capitals matter; null where they do not
   * @param pattern null where finding the text is enough
   */
  private record Rule(String literal, String exact, Pattern pattern) {
    static Rule of(String literal, String pattern, boolean anyCase) {
      if (pattern.isEmpty()) {
        return new Rule(literal, anyCase ? null : literal, null);
      }
      return new Rule(literal, null, Pattern.compile(pattern, anyCase ? Pattern.CASE_INSENSITIVE : 0));
    }

    /** True for a header in which the literal was found, if the rest holds too. */
    boolean matches(String header) {
      if (pattern != null) {
        return pattern.matcher(header).find();
      }
      return exact == null || isIn(header);
    }

    private boolean isIn(String header) {
      boolean atStart = exact.startsWith("^");
      boolean atEnd = exact.endsWith("$");
      String text = exact.substring(atStart ? 1 : 0, exact.length() - (atEnd ? 1 : 0));
      return atStart ? header.startsWith(text) : atEnd ? header.endsWith(text) : header.contains(text);
    }
  }
}
