package tarn.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import ua_parser.Parser;

/**
 * The rules by which user agents are read: uap-core's {@code regexes.yaml}, by default the one that uap-java carries.
 * Immutable and safe for many threads.
 */
public final class UserAgentRegexes {
  private static final int MOST_CHARACTERS = 20_000_000;

  /** What the rules find in an agent. */
  record Matches(BrowserMatch browser, SystemMatch system, DeviceMatch device) {}

  private final RuleList<BrowserMatch> browsers;
  private final RuleList<SystemMatch> systems;
  private final RuleList<DeviceMatch> devices;
  private final RuleIndex index;

  private UserAgentRegexes(List<RegexRule> browserRules, List<RegexRule> systemRules, List<RegexRule> deviceRules) {
    List<RegexRule> all = new ArrayList<>();
    browsers = new RuleList<>(browserRules, 0, BrowserMatch::of, BrowserMatch.OTHER);
    all.addAll(browserRules);
    systems = new RuleList<>(systemRules, all.size(), SystemMatch::of, SystemMatch.OTHER);
    all.addAll(systemRules);
    devices = new RuleList<>(deviceRules, all.size(), DeviceMatch::of, DeviceMatch.OTHER);
    all.addAll(deviceRules);
    index = new RuleIndex(all);
  }

  /** The rules in the jar of uap-java. */
  public static UserAgentRegexes bundled() {
    return Bundled.REGEXES;
  }

  private static UserAgentRegexes readBundled() {
    String name = "/ua_parser/regexes.yaml";
    try (InputStream in = Parser.class.getResourceAsStream(name)) {
      return of(name, new InputStreamReader(in, StandardCharsets.UTF_8), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Other, most likely newer rules.
   *
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException when it does not hold such rules; the message names file and line
   */
  public static UserAgentRegexes read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      return of(file.toString(), in, true);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IllegalArgumentException(file + ": is no UTF-8 text; give a regexes.yaml of uap-core", e);
    }
  }

  private static final class Bundled {
    static final UserAgentRegexes REGEXES = readBundled();
  }

  Matches match(String agent) {
    return match(agent, index.candidates(agent));
  }

  /** The same by trying every rule. */
  Matches matchPlainly(String agent) {
    return match(agent, index.everyRule());
  }

  private Matches match(String agent, BitSet candidates) {
    return new Matches(
        browsers.first(agent, candidates), systems.first(agent, candidates), devices.first(agent, candidates));
  }

  List<RegexRule> deviceRules() {
    return devices.rules();
  }

  private static UserAgentRegexes of(String file, Reader in, boolean checked) {
    Map<String, Node> sections = sections(file, in);
    return new UserAgentRegexes(
        rules(file, sections, "user_agent_parsers", checked),
        rules(file, sections, "os_parsers", checked),
        rules(file, sections, "device_parsers", checked));
  }

  private static Map<String, Node> sections(String file, Reader in) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    try {
      Map<String, Node> sections = new HashMap<>();
      // Composed, not loaded: nodes know their lines.
      if (new Yaml(options).compose(in) instanceof MappingNode root) {
        root.getValue().forEach(entry -> sections.put(text(file, entry.getKeyNode()), entry.getValueNode()));
      }
      return sections;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new IllegalArgumentException(file + ":" + line + ": is no YAML, " + e.getProblem(), e);
    } catch (org.yaml.snakeyaml.error.YAMLException e) {
      throw new IllegalArgumentException(file + ": is no YAML, " + e.getMessage().lines().findFirst().orElse(""), e);
    }
  }

  private static List<RegexRule> rules(String file, Map<String, Node> sections, String section, boolean checked) {
    if (!(sections.get(section) instanceof SequenceNode list)) {
      throw new IllegalArgumentException(file + ":1: has no list " + section + "; give a regexes.yaml of uap-core");
    }
    List<RegexRule> rules = new ArrayList<>();
    for (Node node : list.getValue()) {
      RegexRule rule = rule(file, node);
      if (checked) {
        check(file, node, rule);
      }
      rules.add(rule);
    }
    return rules;
  }

  private static RegexRule rule(String file, Node node) {
    Map<String, String> values = new HashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        values.put(text(file, entry.getKeyNode()), text(file, entry.getValueNode()));
      }
    }
    String regex = values.remove("regex");
    if (regex == null) {
      throw new IllegalArgumentException(place(file, node) + "a rule without regex");
    }
    return new RegexRule(regex, "i".equals(values.remove("regex_flag")), values);
  }

  /** What would only show when an agent meets the rule. */
  private static void check(String file, Node node, RegexRule rule) {
    try {
      rule.pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(place(file, node) + "the regex is none, " + e.getDescription(), e);
    }
    for (String key : List.of("os_v1_replacement", "os_v2_replacement", "os_v3_replacement")) {
      String replacement = rule.replacement(key);
      if (replacement != null && replacement.startsWith("$") && !replacement.matches("\\$\\d")) {
        throw new IllegalArgumentException(place(file, node) + key + " is neither a text nor one group like $2");
      }
    }
  }

  private static String text(String file, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new IllegalArgumentException(place(file, node) + "a text is needed here");
  }

  private static String place(String file, Node node) {
    return file + ":" + (node.getStartMark().getLine() + 1) + ": ";
  }
}
