package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What came from elsewhere says from where, in which version and under which licence, and carries the licence's text. */
class ResourcesTest {
  private static final List<Pattern> HEAD = List.of(
      Pattern.compile("# source: \\S.*"), Pattern.compile("# licence: \\S.*"), Pattern.compile("# made: \\d{4}-\\d\\d-\\d\\d by \\S.*"));
  private static final Pattern PACKAGE = Pattern.compile("(?:npm|PyPI|crates.io) (\\S+) \\d[\\w.]*");

  @Test
  void everyResourceHasItsRecord() throws IOException {
    List<Path> files = allFiles();
    assertTrue(files.size() >= 5, files.toString());
    for (Path file : files) {
      List<String> lines = lines(file);
      for (int i = 0; i < HEAD.size(); i++) {
        assertTrue(HEAD.get(i).matcher(lines.get(i)).matches(), file + ":" + (i + 1) + " is to be like " + HEAD.get(i));
      }
      Matcher packages = PACKAGE.matcher(lines.get(0));
      while (packages.find()) {
        String name = packages.group(1);
        assertTrue(lines.get(1).contains(name + " "), file + " does not tell the licence of " + name);
        assertTrue(Files.size(licences(file).resolve(name + ".txt")) > 100, name);
      }
    }
  }

  @Test
  void theRefreshScriptNamesTheVersionsThatAreThere() throws IOException {
    String script = Files.readString(Repository.root().resolve("lib/refresh/refresh.java"));
    List<String> unknown = new ArrayList<>();
    List<Path> files = allFiles();
    for (Path file : files) {
      Matcher packages = Pattern.compile("(?:npm|PyPI|crates.io) (\\S+) (\\d[\\w.]*)").matcher(lines(file).get(0));
      while (packages.find()) {
        if (!script.contains("\"" + packages.group(1) + "\", \"" + packages.group(2) + "\"")) {
          unknown.add(packages.group());
        }
      }
    }
    assertEquals(List.of(), unknown);
  }

  private static List<Path> allFiles() throws IOException {
    List<Path> files = files("lib/resources");
    files.addAll(files("lib/workbench/resources"));
    files.addAll(files("lib/test/corpora"));
    files.addAll(files("lib/test/corpora/packed"));
    return files;
  }

  /** The folder of licences beside a file, or beside its folder. */
  private static Path licences(Path file) {
    Path beside = file.resolveSibling("licences");
    return Files.isDirectory(beside) ? beside : file.getParent().resolveSibling("licences");
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Repository.root().resolve(folder))) {
      return new ArrayList<>(files.filter(Files::isRegularFile).toList());
    }
  }
}
