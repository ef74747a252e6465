package tarn.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** The oracle of {@link BotDetection}: each row of the table as a regular expression, one after another. */
final class PlainBotDetection {
  private final List<Pattern> patterns = new ArrayList<>();

  PlainBotDetection() {
    for (CSVRecord row : CsvResource.rows("bots.csv")) {
      int flags = row.get("capitals").equals("any") ? Pattern.CASE_INSENSITIVE : 0;
      String pattern = row.get("pattern");
      patterns.add(Pattern.compile(pattern.isEmpty() ? ofLiteral(row.get("literal")) : pattern, flags));
    }
  }

  private static String ofLiteral(String literal) {
    return literal.replaceAll("[^\\w^$]", "\\\\$0");
  }

  boolean matches(String header) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(header).find());
  }
}
