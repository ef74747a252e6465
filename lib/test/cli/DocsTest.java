package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** The docs name what is there, and nothing else. */
class DocsTest {
  private static final Pattern COMMAND_ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");
  private static final Pattern COMMAND_LINE = Pattern.compile("\\./jbang ([a-z]+)(?![/\\w.])([^`\\n|>]*)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern OPTION_NAMES = Pattern.compile("names = \\{?((?:\"-[\\w-]+\"(?:, )?)+)");

  @Test
  void thePageOfCommandsTellsTheirHelpAsItIs() throws Exception {
    assertEquals(CommandDocument.markdown(), read("docs/commands.md"), "./jbang test --write-docs makes it anew");
  }

  @Test
  void theReadmeListsTheCommandsThatAreThere() throws IOException {
    List<String> listed = COMMAND_ROW.matcher(section("README.md", "Commands")).results().map(row -> row.group(1)).sorted().toList();
    assertEquals(Commands.names(), listed);
  }

  private static String section(String page, String heading) throws IOException {
    return read(page).split("\n## " + heading + "\n")[1].split("\n## ")[0];
  }

  @Test
  void everyOptionInTheSourcesStandsInThePageOfCommands() throws IOException {
    String page = read("docs/commands.md");
    Set<String> missing = new TreeSet<>();
    int found = 0;
    for (MatchResult names : OPTION_NAMES.matcher(sources("scripts") + sources("lib/cli")).results().toList()) {
      for (String name : names.group(1).replace("\"", "").split(", ")) {
        found++;
        String shown = name.replace("--", "--(?:\\[no-\\])?");
        if (!Pattern.compile("(?m)^ +(?:-\\w, )?" + shown + "[ =\\n]").matcher(page).find()) {
          missing.add(name);
        }
      }
    }
    assertTrue(found > 30, "only " + found + " options found");
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyCommandLineInTheDocsIsUnderstood() throws Exception {
    List<String> wrong = new ArrayList<>();
    int understood = 0;
    for (Path page : pages()) {
      for (MatchResult line : COMMAND_LINE.matcher(Files.readString(page)).results().toList()) {
        if (line.group(1).equals("run")) {
          continue; // JBang's own.
        }
        String[] words = WORD.matcher(line.group(2)).results()
            .map(word -> word.group(1) != null ? word.group(1) : word.group(2)).toArray(String[]::new);
        try {
          Commands.of(line.group(1)).parseArgs(words);
          understood++;
        } catch (ClassNotFoundException | ParameterException e) {
          wrong.add(page.getFileName() + ": " + line.group() + ": " + e.getMessage());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(understood > 30, "only " + understood + " command lines found");
  }

  @Test
  void everyOptionTheReadmeShowsIsOneOfACommand() throws IOException {
    String sources = sources("scripts") + sources("lib/cli");
    List<String> unknown = Pattern.compile("--[a-z][a-z-]+").matcher(read("README.md")).results().map(MatchResult::group)
        .distinct().filter(option -> !option.equals("--help") && !sources.contains('"' + option + '"')).toList();
    assertEquals(List.of(), unknown);
  }

  @Test
  void everyVariableOfTheEnvironmentStandsInThePageOfCommands() throws IOException {
    Set<String> read = new TreeSet<>(Set.of("JAVA_HOME", "JBANG_JAVA_OPTIONS"));
    Pattern variable = Pattern.compile("(?:getenv\\(|getenv\\(\\)\\.\\w+\\()\"(\\w+)\"|\\$\\{env:(\\w+)");
    variable.matcher(sources("lib") + sources("scripts")).results()
        .forEach(found -> read.add(found.group(1) != null ? found.group(1) : found.group(2)));
    assertEquals(read, new TreeSet<>(CommandDocument.ENVIRONMENT.keySet()));
  }

  @Test
  void everyExitCodeHasAMeaning() throws Exception {
    Set<String> codes = new TreeSet<>();
    for (Field code : ExitCode.class.getFields()) {
      codes.add(code.get(null).toString());
    }
    assertEquals(codes, Commands.of("query").getCommandSpec().usageMessage().exitCodeList().keySet());
  }

  private static List<Path> pages() throws IOException {
    Path root = Repository.root();
    List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")));
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** All Java below a folder, the tests left out. */
  private static String sources(String folder) throws IOException {
    Path tests = Repository.root().resolve("lib/test");
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(Repository.root().resolve(folder))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java") && !file.startsWith(tests)).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private static String read(String name) throws IOException {
    return Files.readString(Repository.root().resolve(name));
  }
}
