package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The docs name what is there, and nothing else. */
class DocsTest {
  private static final Pattern COMMAND_ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");

  @Test
  void theReadmeListsTheCommandsThatAreThere() throws IOException {
    List<String> listed = COMMAND_ROW.matcher(read("README.md")).results().map(result -> result.group(1)).sorted().toList();
    try (Stream<Path> scripts = Files.list(Repository.root().resolve("scripts"))) {
      assertEquals(scripts.map(script -> script.getFileName().toString().replace(".java", "")).sorted().toList(), listed);
    }
  }

  @Test
  void everyOptionTheReadmeShowsIsOneOfACommand() throws IOException {
    String sources = sources("scripts") + sources("lib/cli");
    List<String> unknown = Pattern.compile("--[a-z][a-z-]+").matcher(read("README.md")).results().map(MatchResult::group)
        .distinct().filter(option -> !option.equals("--help") && !sources.contains('"' + option + '"')).toList();
    assertEquals(List.of(), unknown);
  }

  private static String sources(String folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(Repository.root().resolve(folder))) {
      for (Path file : files.toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private static String read(String name) throws IOException {
    return Files.readString(Repository.root().resolve(name));
  }
}
