package tarn.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/**
 * The patterns of two lists of bots as one table: each with a literal that every match of it contains, so that most
 * need not be tried. What another pattern finds anyway is left out.
 */
public final class BotRules {
  /** @param anyCase true where capitals do not matter */
  private record Rule(String literal, String pattern, boolean anyCase) {
    boolean isPlain() {
      return pattern.isEmpty();
    }

    Pattern compiled() {
      return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }
  }

  /** Surroundings of a literal in which a pattern has to find it to make it redundant. */
  private static final List<String> CONTEXTS = List.of("_", " _ ", "a_a", "A_A", "1_1", "/_/", "Mozilla/5.0 (a; _b)", "; -_- x");

  private final Map<String, CSVRecord> changes = new HashMap<>();
  private final Map<String, Rule> rules = new LinkedHashMap<>();

  private BotRules() {}

  public static void write(Path lib, RegistryPackage crawlers, RegistryPackage isbot, Path fetched)
      throws IOException, InterruptedException {
    Path own = lib.resolve("refresh/bot-changes.csv");
    BotRules table = new BotRules();
    List<String> added = new ArrayList<>();
    for (CSVRecord change : ResourceFile.read(own)) {
      if (change.get("action").equals("add")) {
        added.add(change.get("pattern"));
      } else {
        table.changes.put(change.get("pattern"), change);
      }
    }
    Set<String> unused = new HashSet<>(table.changes.keySet());
    for (String pattern : patternsOf(isbot.fetch(fetched))) {
      unused.remove(pattern);
      table.add(pattern, true);
    }
    added.forEach(pattern -> table.add(pattern, true));
    for (JsonNode crawler : new ObjectMapper().readTree(crawlers.fetch(fetched).resolve("crawler-user-agents.json").toFile())) {
      unused.remove(crawler.get("pattern").asText());
      table.add(crawler.get("pattern").asText(), false);
    }
    if (!unused.isEmpty()) {
      throw new IllegalStateException(own + " changes patterns that the packages do not have any more: " + unused);
    }
    List<List<String>> rows = table.withoutTheRedundant().stream()
        .map(rule -> List.of(rule.literal(), rule.pattern(), rule.anyCase() ? "any" : "exact")).toList();
    ResourceFile.writeTable(lib.resolve("resources/bots.csv"), List.of(crawlers, isbot), own,
        List.of("literal", "pattern", "capitals"), rows);
    ResourceFile.writeLicences(lib.resolve("resources/licences"), List.of(crawlers, isbot), fetched);
  }

  /** The array of patterns in the module's source, which is written as JSON. */
  private static List<String> patternsOf(Path isbot) throws IOException {
    String source = Files.readString(isbot.resolve("index.mjs"));
    int start = source.indexOf('[', source.indexOf("patterns_default ="));
    String array = source.substring(start, source.indexOf("\n];", start) + 2);
    List<String> patterns = new ArrayList<>();
    new ObjectMapper().readTree(array).forEach(pattern -> patterns.add(pattern.asText()));
    return patterns;
  }

  private void add(String given, boolean anyCase) {
    CSVRecord change = changes.get(given);
    if (change != null && change.get("action").equals("leave out")) {
      return;
    }
    // Java takes a hyphen after a class for a range, JavaScript for itself.
    String pattern = (change == null ? given : change.get("by")).replace("\\d-.", "\\d\\-.");
    for (String alternative : RequiredLiteral.alternatives(pattern)) {
      String plain = RequiredLiteral.plainText(alternative);
      Rule rule = plain != null
          ? new Rule(anyCase ? plain.toLowerCase(Locale.ROOT) : plain, "", anyCase)
          : new Rule(RequiredLiteral.of(alternative), alternative, anyCase);
      rules.putIfAbsent(rule.toString(), rule);
    }
  }

  private List<Rule> withoutTheRedundant() {
    List<Rule> wide = rules.values().stream().filter(rule -> rule.isPlain() || rule.anyCase()).toList();
    return rules.values().stream().filter(rule -> wide.stream().noneMatch(other -> other != rule && covers(other, rule))).toList();
  }

  /** True where every text in which {@code rule} is found has {@code other} in it too. */
  private static boolean covers(Rule other, Rule rule) {
    if (!other.isPlain()) {
      return rule.isPlain() && CONTEXTS.stream().allMatch(
          context -> other.compiled().matcher(context.replace("_", rule.literal().replaceAll("[\\^$]", ""))).find());
    }
    if (other.anyCase()) {
      return rule.literal().toLowerCase(Locale.ROOT).contains(other.literal());
    }
    return rule.isPlain() && !rule.anyCase() && rule.literal().contains(other.literal());
  }
}
