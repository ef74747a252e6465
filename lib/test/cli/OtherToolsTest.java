package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.workbench.jupyter.WorkbenchFolder;

/** The examples of docs/other-tools.md, run as they are printed there, say what {@code query} says. */
class OtherToolsTest {
  private static final long DAY = 86_400_000;

  @TempDir
  Path folder;

  @Tag("slow")
  @Test
  void theyAgreeWithQuery() throws Exception {
    Path environment = WorkbenchFolder.environment(null);
    Path python = environment.resolve("bin/python");
    if (Files.notExists(python)) {
      run("", "python3", "-m", "venv", environment.toString());
    }
    run("", python.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement",
        Repository.root().resolve("lib/test/workbench/requirements.txt").toString());
    new SmallLake(folder.resolve("lake")).view("a", 0, "/").view("a", 1, "/b").view("b", DAY, "/").ingest().aggregate();
    String expected = CommandRun.of("query", "--lake", folder.resolve("lake"), "--format", "csv",
        "select event_date, sum(page_view_cnt) as page_views from stats group by all order by all").out().replace("\r", "");
    assertEquals("event_date,page_views\n2026-11-20,2\n2026-11-21,1\n", expected);
    List<String> answers = new ArrayList<>();
    answers.add(run(blocks("sql").get(0), environment.resolve("bin/duckdb").toString(), "-csv"));
    for (String example : blocks("python")) {
      answers.add(run(example, python.toString(), "-"));
    }
    assertEquals(4, answers.size());
    answers.forEach(answer -> assertEquals(expected.strip(), answer.replace("\r", "").strip()));
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher blocks = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(
        Files.readString(Repository.root().resolve("docs/other-tools.md")));
    return blocks.results().map(block -> block.group(1)).toList();
  }

  private String run(String input, String... command) throws IOException, InterruptedException {
    File in = Files.writeString(folder.resolve("input"), input).toFile();
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectInput(in).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
