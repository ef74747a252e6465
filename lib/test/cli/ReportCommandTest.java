package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;

class ReportCommandTest {
  @TempDir
  Path folder;

  private Path lake;
  private Path out;

  @BeforeEach
  void fill() throws Exception {
    lake = folder.resolve("lake");
    out = folder.resolve("report.html");
    new SmallLake(lake).view("192.0.2.1", 0, "/").view("192.0.2.1", 60_000, "/blog/a").event("192.0.2.1", 61_000, "signup")
        .view("192.0.2.2", 0, "/blog/a").ingest().aggregate();
  }

  private CommandRun report(Object... arguments) throws Exception {
    Object[] all = new Object[arguments.length + 2];
    all[0] = "--lake";
    all[1] = lake;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return CommandRun.of("report", all);
  }

  @Test
  void writesThePage() throws Exception {
    CommandRun run = report("--out", out);
    assertEquals(new CommandRun(ExitCode.DONE, "", out + ": 3 page views and 2 visits of 2026-11-20 to 2026-11-20.\n"), run);
    assertTrue(Files.readString(out).startsWith("<!doctype html>"));
    assertEquals(Files.readString(out).lines().count(), report().out().lines().count());
    assertTrue(Files.notExists(folder.resolve("report.html.part")));
  }

  @Test
  void theSameNumbersAsJson() throws Exception {
    var json = new ObjectMapper().readTree(report("--format", "json", "--page", "/blog/*", "--goal", "signup", "--where", "channel=Direct").out());
    assertEquals(2, json.at("/counts/page_views").asInt());
    assertEquals(1, json.at("/counts/visits").asInt());
    assertEquals(1, json.at("/goals/0/all/visits").asInt());
    assertEquals(0, json.at("/goals/0/all/reached").asInt());
    var all = new ObjectMapper().readTree(report("--format", "json", "--goal", "signup", "--exclude", "/blog/*").out());
    assertEquals(1, all.at("/goals/0/all/reached").asInt());
  }

  @Test
  void aDigestIsAShortTextAndAPageWhereWanted() throws Exception {
    CommandRun run = report("--digest", "day", "--out", out);
    assertEquals(ExitCode.DONE, run.exitCode());
    assertTrue(run.out().startsWith("example.com, Fri 20 Nov 2026 (UTC)\n"), run.out());
    assertTrue(run.out().contains("         3  page views\n         2  visits\n         2  visitors\n"), run.out());
    assertTrue(Files.exists(out));
  }

  @Test
  void anEmptyLakeIsSaid() throws Exception {
    new SmallLake(folder.resolve("empty"));
    CommandRun run = CommandRun.of("report", "--lake", folder.resolve("empty"), "--out", out);
    assertEquals(ExitCode.DONE, run.exitCode());
    assertTrue(run.err().startsWith("There is nothing in this lake yet.\n"), run.err());
    assertTrue(Files.readString(out).contains("There is nothing in this lake yet."));
  }

  @Test
  void wrongUsageIsOneSentence() throws Exception {
    for (String[] wrong : new String[][] {{"--where", "channel"}, {"--where", "daily_visitor_id=x"}, {"--where", "1=1) or (1=1"},
        {"--timezone", "Europe/Nowhere"}, {"--from", "2026-11-21", "--to", "2026-11-20"}, {"--digest", "year"}, {"--domain", "..%"}}) {
      CommandRun run = report((Object[]) wrong);
      assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.toString());
      assertEquals(1, run.err().lines().count(), run.err());
      assertEquals("", run.out());
    }
    CommandRun nowhere = report("--out", folder.resolve("no/such/folder.html"));
    assertEquals(ExitCode.FAILED, nowhere.exitCode());
    assertTrue(nowhere.err().startsWith("report: cannot write "), nowhere.err());
    CommandRun other = report("--domain", "other.example");
    assertEquals(new CommandRun(ExitCode.FAILED, "", "report: the lake has no visit of other.example; its sites are example.com\n"), other);
  }
}
