package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.browser.HeadlessBrowser;
import tarn.workbench.jupyter.NotebookFolder;

/** The notebooks as a user has them: installed by the command, run by Jupyter, looked at in a browser. */
class NotebooksTest {
  /** What would run where it were not escaped. */
  private static final String HOSTILE = "%253C%252Fscript%253E%253Cimg%2520src%253Dx%2520onerror%253D%2522window.hacked%253D1%2522%253E";
  private static final String REQUIRE_JS = "/META-INF/resources/webjars/requirejs/2.3.7/require.js";

  @TempDir
  Path folder;

  @Test
  void saysThatThereIsNoLake() throws Exception {
    CommandRun run = CommandRun.of("notebooks", "--lake", folder.resolve("nowhere"), "--install-only");
    assertEquals(ExitCode.FAILED, run.exitCode());
    assertTrue(run.err().startsWith("notebooks: there is no lake at "), run.err());
    assertEquals(ExitCode.WRONG_USAGE, CommandRun.of("notebooks", "--lake", folder, "--port", "0").exitCode());
  }

  /** Tablesaw's parent names versions of Jackson that are older than what the lake's library is compiled against. */
  @Test
  void theClassPathOfTheCommandHasJacksonInOneVersion() throws Exception {
    Path script = Repository.root().resolve("scripts/notebooks.java");
    Shell.Output told = Shell.withTheBootstrap(folder).run("./jbang info classpath '" + script + "'");
    Map<String, String> versions = new TreeMap<>();
    Pattern.compile("jackson-(databind|core|annotations)-(\\d+\\.\\d+)[\\d.]*\\.jar").matcher(told.text()).results()
        .filter(jar -> !told.text().substring(0, jar.start()).endsWith("third-party-"))
        .forEach(jar -> versions.put(jar.group(1), jar.group(2)));
    assertEquals(List.of("annotations", "core", "databind"), List.copyOf(versions.keySet()), told.text());
    assertEquals(1, Set.copyOf(versions.values()).size(), versions.toString());
  }

  @Tag("slow")
  @Test
  void everyNotebookRunsOnALakeFullOfHostileValues() throws Exception {
    Path lake = folder.resolve("lake");
    CommandRun.of("demo", "--quiet", "--lake", lake);
    // Many of them, so that they come up in the rankings.
    SmallLake hostile = new SmallLake(lake);
    for (int i = 0; i < 4_000; i++) {
      hostile.line("198.51.100." + i, i * 10L, "t=pv&pt=1&pa=%252F" + HOSTILE + "&ti=" + HOSTILE + "&r=https%253A%252F%252Fexample.net%252F" + HOSTILE
          + "&uca=" + HOSTILE + "&uso=" + HOSTILE + "&l=" + HOSTILE + "&tz=" + HOSTILE);
      hostile.line("198.51.100." + i, i * 10L + 5, "t=tr&pa=%252F&en=" + HOSTILE + "&pr=%257B%2522" + HOSTILE + "%2522%253A%2522" + HOSTILE + "%2522%257D");
    }
    hostile.ingest().aggregate();
    Map<String, Integer> figures = run(lake);
    assertEquals(NotebookFolder.NOTEBOOKS, List.copyOf(figures.keySet()));
    assertTrue(figures.values().stream().allMatch(count -> count >= 2), figures.toString());
    assertTrue(figures.values().stream().mapToInt(Integer::intValue).sum() >= 25, figures.toString());
    assertEquals(figures, drawn(null));
    assertEquals(figures, drawn(requireJs()));
  }

  @Tag("slow")
  @Test
  void everyNotebookSaysThatALakeIsEmpty() throws Exception {
    new SmallLake(folder.resolve("lake"));
    assertEquals(0, run(folder.resolve("lake")).values().stream().mapToInt(Integer::intValue).sum());
    for (String name : NotebookFolder.NOTEBOOKS) {
      String text = Files.readString(folder.resolve("run").resolve(name));
      assertTrue(text.contains("is empty: fill it with ./jbang ingest"), name);
      assertTrue(text.contains(": nothing to draw."), name);
    }
  }

  /** Runs all of them, and returns how many figures each has; a failing cell fails this. */
  private Map<String, Integer> run(Path lake) throws Exception {
    CommandRun installed = CommandRun.of("notebooks", "--lake", lake, "--folder", folder.resolve("work"), "--install-only");
    assertEquals(ExitCode.DONE, installed.exitCode(), installed.err());
    List<String> command = new ArrayList<>(List.of("nbconvert", "--to", "notebook", "--execute", "--output-dir", folder.resolve("run").toString()));
    NotebookFolder.NOTEBOOKS.forEach(name -> command.add(folder.resolve("work").resolve(name).toString()));
    jupyter(installed, command);
    Map<String, Integer> figures = new TreeMap<>();
    for (String name : NotebookFolder.NOTEBOOKS) {
      figures.put(name, figures(folder.resolve("run").resolve(name)));
    }
    return figures;
  }

  private static int figures(Path notebook) throws IOException {
    int figures = 0;
    int libraries = 0;
    for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).path("cells")) {
      for (JsonNode output : cell.path("outputs")) {
        String html = output.at("/data/text~1html").toString();
        figures += html.contains("tarn-figure") ? 1 : 0;
        libraries += html.contains("DecompressionStream") ? 1 : 0;
      }
    }
    assertEquals(1, libraries, notebook + " carries the drawing library once");
    assertTrue(Files.size(notebook) < 4_500_000, notebook + " has " + Files.size(notebook) + " bytes");
    return figures;
  }

  /** How many figures a browser draws of each, without a network, and that nothing of the lake ran. */
  private Map<String, Integer> drawn(Path requireJs) throws Exception {
    CommandRun installed = CommandRun.of("notebooks", "--lake", folder.resolve("lake"), "--folder", folder.resolve("work"), "--install-only");
    Path pages = folder.resolve(requireJs == null ? "plain" : "require");
    List<String> command = new ArrayList<>(List.of("nbconvert", "--to", "html", "--output-dir", pages.toString(),
        "--HTMLExporter.mathjax_url=", "--HTMLExporter.jquery_url=", "--HTMLExporter.require_js_url=" + (requireJs == null ? "" : requireJs.toUri())));
    NotebookFolder.NOTEBOOKS.forEach(name -> command.add(folder.resolve("run").resolve(name).toString()));
    jupyter(installed, command);
    Map<String, Integer> drawn = new TreeMap<>();
    try (HeadlessBrowser browser = new HeadlessBrowser(folder.resolve("profile-" + pages.getFileName()), "--allow-file-access-from-files")) {
      for (String name : NotebookFolder.NOTEBOOKS) {
        browser.open(pages.resolve(name.replace(".ipynb", ".html")).toUri().toString());
        assertEquals(requireJs != null, browser.run("return typeof window.define === 'function' && !!window.define.amd"));
        Object count = browser.runUntilDone("""
            var done = arguments[arguments.length - 1];
            window.tarnPlotly.then(function look() {
              var all = Array.from(document.querySelectorAll('.tarn-figure'));
              var drawn = all.filter(function (figure) { return figure.querySelector('.cartesianlayer .trace path, .cartesianlayer .hm image, .sankey path, .choroplethlayer path, .scattergeo path'); });
              if (drawn.length === all.length) { done(drawn.length); } else { setTimeout(look, 100); }
            });
            """);
        drawn.put(name, ((Number) count).intValue());
        assertEquals(List.of(), browser.run("return performance.getEntriesByType('resource').map(e => e.name).filter(n => /^(https?|wss?):/.test(n))"
            + ".filter(n => !n.includes('mermaid'))"), name + " asks the network");
        assertFalse((Boolean) browser.run("return 'hacked' in window || document.querySelector('img[src=x]') !== null"), name);
      }
    }
    return drawn;
  }

  private Path requireJs() throws IOException {
    try (InputStream script = NotebooksTest.class.getResourceAsStream(REQUIRE_JS)) {
      return Files.write(folder.resolve("require.js"), script.readAllBytes());
    }
  }

  /** With the Jupyter and the kernels that the command has said. */
  private void jupyter(CommandRun installed, List<String> arguments) throws IOException, InterruptedException {
    MatchResult told = Pattern.compile("JUPYTER_PATH='(.*)' '(.*)' lab").matcher(installed.err()).results().findFirst().orElseThrow();
    ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(told.group(2)), arguments.stream()).toList());
    builder.environment().put("JUPYTER_PATH", told.group(1));
    builder.environment().put("JUPYTER_CONFIG_DIR", folder.resolve("config").toString());
    Path words = folder.resolve("jupyter.log");
    int exitCode = builder.redirectErrorStream(true).redirectOutput(words.toFile()).start().waitFor();
    assertEquals(0, exitCode, () -> {
      try {
        return Files.readString(words);
      } catch (IOException e) {
        return e.toString();
      }
    });
  }
}
