package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua_parser.Client;
import ua_parser.Parser;

/** The rules, found through the index of literals, against plain uap-java, which tries one after another. */
class UserAgentRegexesTest {
  private static final Parser PLAIN = new Parser();

  @TempDir
  Path folder;

  @Test
  void agreesWithPlainUapJavaOnASample() throws IOException {
    List<String> agents = everyAgent();
    List<String> sample = new ArrayList<>();
    for (int i = 0; i < agents.size(); i += 41) {
      sample.add(agents.get(i));
    }
    assertSame(sample, UserAgentRegexes.bundled());
  }

  @Test
  @Tag("slow")
  void agreesWithPlainUapJavaOnEveryAgentAndOnMutatedOnes() throws IOException {
    List<String> agents = everyAgent();
    assertTrue(agents.size() > 30_000, agents.size() + " agents");
    assertSame(agents, UserAgentRegexes.bundled());
    Random dice = new Random(20261125);
    assertSame(agents.stream().map(agent -> mutated(agent, agents, dice)).toList(), UserAgentRegexes.bundled());
  }

  @Test
  void findsBrandAndModelByTheSameRulesAsWithoutTheIndex() throws IOException {
    UserAgentRegexes regexes = UserAgentRegexes.bundled();
    List<String> agents = everyAgent();
    for (int i = 0; i < agents.size(); i += 97) {
      assertEquals(regexes.matchPlainly(agents.get(i)), regexes.match(agents.get(i)), agents.get(i));
    }
  }

  @Test
  void takesNewerRulesFromAFile() throws IOException {
    Path file = write("""
        user_agent_parsers:
          - regex: '(NewBrowser)/(\\d+)\\.(\\d+)'
        os_parsers:
          - regex: 'NewOS (\\d+)'
            os_replacement: 'New OS'
            os_v1_replacement: '$1'
        device_parsers:
          - regex: '; (newphone [^;)]+)'
            regex_flag: 'i'
            device_replacement: '$1'
            brand_replacement: 'NewMaker'
            model_replacement: '$1'
        """);
    UserAgent agent = new UserAgentParser(UserAgentRegexes.read(file)).parse("Mozilla/5.0 (NewOS 7; NewPhone X) NewBrowser/12.3.4.5");
    assertEquals(new UserAgent("NewBrowser", "12.3.4.5", "New OS", "7", null, "NewMaker", false).toString(),
        new UserAgent(agent.browserName(), agent.browserVersion(), agent.osName(), agent.osVersion(), null, agent.deviceVendor(), agent.bot())
            .toString());
  }

  @Test
  void namesTheLineOfWhatIsWrong() throws IOException {
    assertFails(":3: the regex is none, Unclosed group", """
        user_agent_parsers:
          - regex: 'fine'
          - regex: '(open'
        os_parsers: []
        device_parsers: []
        """);
    assertFails(":4: a rule without regex", """
        user_agent_parsers: []
        os_parsers:
          - regex: 'fine'
          - os_replacement: 'x'
        device_parsers: []
        """);
    assertFails(":3: os_v1_replacement is neither a text nor one group like $2", """
        user_agent_parsers: []
        os_parsers:
          - regex: 'fine'
            os_v1_replacement: '$1.0'
        device_parsers: []
        """);
    assertFails(":1: has no list device_parsers; give a regexes.yaml of uap-core", """
        user_agent_parsers: []
        os_parsers: []
        """);
    assertFails(":3: is no YAML, ", """
        user_agent_parsers:
          - regex: 'open
        """);
  }

  private void assertFails(String message, String content) throws IOException {
    Path file = write(content);
    IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> UserAgentRegexes.read(file));
    assertTrue(failure.getMessage().startsWith(file + message), failure.getMessage());
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("regexes.yaml"), content);
  }

  private static List<String> everyAgent() throws IOException {
    List<String> agents = new ArrayList<>(AgentCorpus.browsers());
    agents.addAll(AgentCorpus.crawlers());
    AgentCorpus.uapCore().forEach(agent -> agents.add(agent.text()));
    return agents;
  }

  private static void assertSame(List<String> agents, UserAgentRegexes regexes) {
    for (String agent : agents) {
      Client plain = PLAIN.parse(agent);
      UserAgentRegexes.Matches matches = regexes.match(agent);
      BrowserMatch browser = matches.browser();
      SystemMatch system = matches.system();
      assertEquals(
          List.of(plain.userAgent, plain.os, plain.device),
          List.of(
              new ua_parser.UserAgent(browser.family(), browser.major(), browser.minor(), browser.patch()),
              new ua_parser.OS(system.family(), system.major(), system.minor(), system.patch(), system.patchMinor()),
              new ua_parser.Device(matches.device().family())),
          agent);
    }
  }

  /** Three small changes: a character lost, one repeated elsewhere, a piece of another agent put in. */
  private static String mutated(String agent, List<String> others, Random dice) {
    StringBuilder text = new StringBuilder(agent);
    for (int change = 0; change < 3 && text.length() > 1; change++) {
      int at = dice.nextInt(text.length());
      switch (dice.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, agent.charAt(dice.nextInt(agent.length())));
        default -> {
          String other = others.get(dice.nextInt(others.size()));
          int start = dice.nextInt(other.length());
          text.insert(at, other, start, Math.min(other.length(), start + 20));
        }
      }
    }
    return text.toString();
  }
}
