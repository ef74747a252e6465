package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What came from elsewhere says from where, in which version and under which licence, and carries the licence's text. */
class ResourcesTest {
  private static final List<Pattern> HEAD = List.of(
      Pattern.compile("# source: \\S.*"), Pattern.compile("# licence: \\S.*"), Pattern.compile("# made: \\d{4}-\\d\\d-\\d\\d by \\S.*"));
  private static final Pattern PACKAGE = Pattern.compile("(?:npm|PyPI) (\\S+) \\d[\\w.]*");

  @Test
  void everyResourceHasItsRecord() throws IOException {
    List<Path> files = files("lib/resources");
    files.addAll(files("lib/test/corpora"));
    assertTrue(files.size() >= 5, files.toString());
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < HEAD.size(); i++) {
        assertTrue(HEAD.get(i).matcher(lines.get(i)).matches(), file + ":" + (i + 1) + " is to be like " + HEAD.get(i));
      }
      Matcher packages = PACKAGE.matcher(lines.get(0));
      while (packages.find()) {
        String name = packages.group(1);
        assertTrue(lines.get(1).contains(name + " "), file + " does not tell the licence of " + name);
        assertTrue(Files.size(file.resolveSibling("licences").resolve(name + ".txt")) > 100, name);
      }
    }
  }

  @Test
  void theRefreshScriptNamesTheVersionsThatAreThere() throws IOException {
    String script = Files.readString(Repository.root().resolve("lib/refresh/refresh.java"));
    List<String> unknown = new ArrayList<>();
    List<Path> files = files("lib/resources");
    files.addAll(files("lib/test/corpora"));
    for (Path file : files) {
      Matcher packages = Pattern.compile("(?:npm|PyPI) (\\S+) (\\d[\\w.]*)").matcher(Files.readAllLines(file).get(0));
      while (packages.find()) {
        if (!script.contains("\"" + packages.group(1) + "\", \"" + packages.group(2) + "\"")) {
          unknown.add(packages.group());
        }
      }
    }
    assertEquals(List.of(), unknown);
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Repository.root().resolve(folder))) {
      return new ArrayList<>(files.filter(Files::isRegularFile).toList());
    }
  }
}
