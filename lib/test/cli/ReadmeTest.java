package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;

/** What README promises, tried as it is printed there. */
class ReadmeTest {
  private static final String ACCESS_LOG = """
      192.0.2.7 - - [20/Nov/2026:10:00:00 +0000] "GET /about HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11) Firefox/140.0"
      192.0.2.7 - - [20/Nov/2026:10:00:01 +0000] "GET /style.css HTTP/1.1" 200 99 "-" "Mozilla/5.0 (X11) Firefox/140.0"
      """;

  @TempDir
  Path folder;

  @Test
  void theDemoPrintsWhatTheReadmeShows() throws Exception {
    String readme = readme();
    assertEquals(ReadmeDemo.refreshed(readme), readme, "./jbang test --write-docs brings README.md up to date");
  }

  @Test
  void yourOwnLogs() throws Exception {
    tryYourOwnLogs(Shell.withTheClassesOfThisJvm(folder));
  }

  @Tag("slow")
  @Test
  void yourOwnLogsWithTheBootstrap() throws Exception {
    tryYourOwnLogs(Shell.withTheBootstrap(folder));
  }

  private void tryYourOwnLogs(Shell shell) throws Exception {
    SmallLake lines = new SmallLake(folder.resolve("spelling"));
    lines.view("203.0.113.9", 0, "/").view("203.0.113.9", 1_000, "/a");
    Files.writeString(Files.createDirectory(folder.resolve("logs")).resolve("day.log"), lines.lines());
    Path accessLog = Files.writeString(folder.resolve("access.log"), ACCESS_LOG);
    Matcher blocks = Pattern.compile("(?s)```sh\n(.*?)```").matcher(readme());
    assertTrue(blocks.find());
    Shell.Output own = shell.run(blocks.group(1));
    assertEquals(0, own.exitCode(), own.text());
    assertTrue(own.text().contains("2 lines: 2 events (0 by bots), 0 dropped, 0 failed"), own.text());
    assertTrue(own.text().lines().anyMatch(line -> line.matches(" Direct +1 *")), own.text());
    assertTrue(blocks.find());
    Shell.Output pages = shell.run(blocks.group(1).replace("/var/log/nginx/access.log", "'" + accessLog + "'"));
    assertEquals(0, pages.exitCode(), pages.text());
    assertTrue(pages.text().contains("2 lines: 1 event (0 by bots), 1 dropped, 0 failed"), pages.text());
    Shell.Output report = shell.run(line("./jbang report "));
    assertEquals(0, report.exitCode(), report.text());
    assertTrue(Files.readString(folder.resolve("report.html")).contains("example.com"));
  }

  private static String line(String start) throws IOException {
    return readme().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void exitCodesAreTheOnesTheReadmeNames() throws Exception {
    assertTrue(readme().contains("Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, but some input failed"));
    Shell shell = Shell.withTheClassesOfThisJvm(folder);
    Files.writeString(folder.resolve("broken.log"), "no\tlog\tline\n");
    assertEquals(new Shell.Output(2, "query: no lake given: use --lake FOLDER or --lake s3://PREFIX, or set TARN_LAKE (see --help)\n"),
        shell.run("./jbang query 'select 1'"));
    assertEquals(1, shell.run("./jbang query --lake nowhere 'select 1'").exitCode());
    assertEquals(3, shell.run("./jbang ingest --lake lake --format realtime broken.log").exitCode());
    assertEquals(0, shell.run("TARN_LAKE=lake ./jbang query 'select 1'").exitCode());
  }

  private static String readme() throws IOException {
    return Files.readString(Repository.root().resolve("README.md"));
  }
}
