package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.aggregate.SmallLake;

/** What commands say and how they end, whatever they are given. */
class CommandsTest {
  private static final String HEARING = "Taking hits of every domain, so anyone who can reach the pixel can make partitions;"
      + " --domains narrows it.\n";

  @TempDir
  Path folder;

  private Path lake;
  private Path log;

  @BeforeEach
  void writeALog() throws IOException {
    lake = folder.resolve("lake");
    log = Files.writeString(folder.resolve("day.log"), lines("a", "b"));
  }

  private String lines(String... visitors) {
    SmallLake spelling = new SmallLake(folder.resolve("spelling"));
    for (String visitor : visitors) {
      spelling.view(visitor, 0, "/");
    }
    return spelling.lines();
  }

  /** All but test, which runs these. */
  static List<String> commands() throws IOException {
    return Commands.names().stream().filter(name -> !name.equals("test")).toList();
  }

  /** Those that work on a lake which is there, with the least they need besides. */
  static Stream<List<String>> commandsOfALake() throws IOException {
    return commands().stream().filter(name -> !List.of("bench", "demo", "deploy", "destroy", "ingest", "notebooks", "package", "serve")
        .contains(name))
        .map(name -> name.equals("query") ? List.of(name, "select 1 as one") : List.of(name));
  }

  private static void assertOneSentence(int exitCode, String start, CommandRun run) {
    assertEquals(exitCode, run.exitCode(), run.toString());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith(start), run.err());
  }

  private static CommandRun on(Path lake, List<String> command) throws Exception {
    return CommandRun.of(command.get(0),
        Stream.concat(Stream.of("--lake", lake.toString()), command.stream().skip(1)).toArray());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helps(String name) throws Exception {
    CommandRun run = CommandRun.of(name, "--help");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("Usage: " + name), run.out());
    assertTrue(run.out().contains("Exit codes:"), run.out());
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void refusesAnOptionThatIsNone(String name) throws Exception {
    assertOneSentence(ExitCode.WRONG_USAGE, name + ": ", CommandRun.of(name, "--no-such-option"));
  }

  @ParameterizedTest
  @MethodSource("commandsOfALake")
  void saysThatThereIsNoLake(List<String> command) throws Exception {
    assertOneSentence(ExitCode.FAILED, command.get(0) + ": there is no lake at ", on(folder.resolve("nowhere"), command));
    assertOneSentence(ExitCode.FAILED, command.get(0) + ": " + folder + " is no lake", on(folder, command));
    assertTrue(Files.notExists(folder.resolve("nowhere")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "ingest", "serve"})
  void makesNoLakeAmongOtherThings(String name) throws Exception {
    CommandRun run = !name.equals("ingest") ? CommandRun.of(name, "--quiet", "--lake", folder)
        : CommandRun.of(name, "--quiet", "--lake", folder, log);
    assertOneSentence(ExitCode.FAILED, name + ": " + folder + " is no lake and not empty", run);
  }

  @ParameterizedTest
  @MethodSource("commandsOfALake")
  void anEmptyLakeIsFine(List<String> command) throws Exception {
    CommandRun.of("ingest", "--lake", lake, Files.createFile(folder.resolve("empty.log")));
    CommandRun run = on(lake, command);
    assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
  }

  @Test
  void ingestsAnEmptyFile() throws Exception {
    CommandRun run = CommandRun.of("ingest", "--lake", lake, Files.createFile(folder.resolve("empty.log")));
    assertEquals(new CommandRun(ExitCode.DONE, "", HEARING + "0 lines: 0 events (0 by bots), 0 dropped, 0 failed\n"), run);
  }

  @Test
  void fromLogToNumbers() throws Exception {
    assertEquals(new CommandRun(ExitCode.DONE, "", "2 lines: 2 events (0 by bots), 0 dropped, 0 failed\n"),
        CommandRun.of("ingest", "--lake", lake, "--domains", "example.com", log));
    assertEquals(new CommandRun(ExitCode.DONE, "2026-11-20\texample.com\tnew\n", "1 day to build.\n"),
        CommandRun.of("aggregate", "--lake", lake, "--dry-run"));
    assertEquals(new CommandRun(ExitCode.DONE, "", "1 day built.\n"), CommandRun.of("aggregate", "--lake", lake));
    assertEquals(new CommandRun(ExitCode.DONE, "", "Up to date.\n"), CommandRun.of("aggregate", "--lake", lake));
    assertEquals(new CommandRun(ExitCode.DONE, "views,visitors\r\n2,2\r\n", ""), CommandRun.of("query", "--lake", lake,
        "--format", "csv", "select sum(page_view_cnt) as views, sum(visitor_cnt) as visitors from stats"));
  }

  @Test
  void theSameFileAgainIsSkippedWithANoteUntilItIsForced() throws Exception {
    CommandRun.of("ingest", "--lake", lake, log);
    CommandRun twice = CommandRun.of("ingest", "--lake", lake, log);
    assertEquals(new CommandRun(ExitCode.DONE, "", HEARING + log
        + ": 2 lines already in the lake, skipped (--again takes them again)\n"
        + "0 lines: 0 events (0 by bots), 0 dropped, 0 failed\n"), twice);
    CommandRun forced = CommandRun.of("ingest", "--lake", lake, "--again", log);
    assertEquals(HEARING + "2 lines: 2 events (0 by bots), 0 dropped, 0 failed\n", forced.err());
    CommandRun.of("aggregate", "--lake", lake);
    assertEquals("n\r\n2\r\n", CommandRun.of("query", "--lake", lake, "--format", "csv", "select sum(page_view_cnt) as n from stats").out());
  }

  @Test
  void failedLinesAreCountedAndToldByTheExitCode() throws Exception {
    Files.writeString(log, lines("a") + "broken\n");
    CommandRun run = CommandRun.of("ingest", "--lake", lake, log);
    assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
    assertEquals(HEARING + "2 lines: 1 event (0 by bots), 0 dropped, 1 failed\n"
        + "          1 failed:  wrong number of fields (kept in raw/error)\n", run.err());
    assertEquals(ExitCode.INPUT_FAILED, CommandRun.of("transform", "--lake", lake).exitCode());
    assertEquals(ExitCode.INPUT_FAILED, CommandRun.of("transform", "--lake", lake, "--errors").exitCode());
  }

  @Test
  void anAccessLogWithoutPixelsIsToldHowToCount() throws Exception {
    Files.writeString(log, "192.0.2.7 - - [20/Nov/2026:10:00:00 +0000] \"GET /about HTTP/1.1\" 200 512 \"-\" \"Mozilla/5.0\"\n");
    assertTrue(CommandRun.of("ingest", "--lake", lake, log).err().contains("run again with --pages --host SITE"));
    CommandRun pages = CommandRun.of("ingest", "--lake", lake, "--pages", "--host", "example.com", log);
    assertTrue(pages.err().startsWith("1 line: 1 event"), pages.err());
  }

  @Test
  void transformTakesTheSitesThatIngestTook() throws Exception {
    CommandRun.of("ingest", "--lake", lake, "--domains", "other.example", log);
    CommandRun again = CommandRun.of("transform", "--lake", lake);
    assertEquals("1 raw file\n2 lines: 0 events (0 by bots), 2 dropped, 0 failed\n          2 dropped: domain not on the allow-list\n",
        again.err());
    Path another = Files.writeString(folder.resolve("another.log"), lines("c"));
    CommandRun.of("ingest", "--lake", lake, another);
    CommandRun all = CommandRun.of("transform", "--lake", lake);
    assertTrue(all.err().contains(HEARING), all.err());
    assertTrue(all.err().contains("3 lines: 1 event "), all.err());
  }

  @Test
  void aDamagedRawFileIsNamedWhenASiteIsErased() throws Exception {
    CommandRun.of("ingest", "--lake", lake, log);
    Path raw;
    try (Stream<Path> files = Files.list(lake.resolve("raw/event_date=2026-11-20"))) {
      raw = files.findFirst().orElseThrow();
    }
    Files.write(raw, new byte[] {0x1f, (byte) 0x8b, 8});
    CommandRun run = CommandRun.of("prune", "--lake", lake, "--domain", "example.com");
    assertEquals(new CommandRun(ExitCode.INPUT_FAILED, "", "1 file deleted, 0 lines erased from raw files.\n" + lake.relativize(raw)
        + " is damaged and was left as it is, so lines of the site may be in it: delete it, or put a whole copy in its place and run again\n"), run);
  }

  @Test
  void droppedLinesAreNoFailure() throws Exception {
    CommandRun run = CommandRun.of("ingest", "--lake", lake, "--domains", "other.example", log);
    assertEquals(ExitCode.DONE, run.exitCode());
    assertTrue(run.err().contains("        2 dropped: domain not on the allow-list\n"), run.err());
  }

  @Test
  void aDamagedArchiveIsToldByTheExitCodeAndByStatus() throws Exception {
    Path archive = Files.write(folder.resolve("half.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
    CommandRun run = CommandRun.of("ingest", "--lake", lake, archive, log);
    assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
    assertTrue(run.err().contains(archive + ": The gzip data breaks off"), run.err());
    assertTrue(run.err().contains("2 lines: 2 events"), run.err());
    assertTrue(CommandRun.of("status", "--lake", lake).out().contains("half.gz ("));
  }

  @Test
  void saysThatLinesCannotBeReadAgainOnceTheirSaltIsGone() throws Exception {
    CommandRun.of("ingest", "--lake", lake, log);
    Files.delete(lake.resolve("raw/salt/2026-11-20.json"));
    String left = "0 lines: 0 events (0 by bots), 0 dropped, 0 failed\n1 raw file not read again, because the salt of a day is destroyed:"
        + " what had been made of these lines stays as it was\n";
    assertEquals(new CommandRun(ExitCode.INPUT_FAILED, "", HEARING + left), CommandRun.of("ingest", "--lake", lake, "--again", log));
    CommandRun transform = CommandRun.of("transform", "--lake", lake);
    assertEquals(ExitCode.INPUT_FAILED, transform.exitCode());
    assertTrue(transform.err().endsWith(left), transform.err());
  }

  @Test
  void readsStandardInputAndFolders() throws Exception {
    assertTrue(CommandRun.withInput(lines("c"), "ingest", "--lake", lake, "-").err().contains("1 line: 1 event"));
    Path logs = Files.createDirectories(folder.resolve("logs/below"));
    Files.move(log, logs.resolve("x.log"));
    Files.writeString(logs.resolve(".hidden"), "broken\n");
    assertEquals(ExitCode.DONE, CommandRun.of("ingest", "--lake", lake, folder.resolve("logs")).exitCode());
  }

  @Test
  void messagesThatQuoteALineCannotSteerTheTerminal() throws Exception {
    CommandRun.of("ingest", "--quiet", "--lake", lake, log);
    CommandRun run = CommandRun.of("query", "--lake", lake, "select cast('\u001b[2J' as integer)");
    assertEquals(ExitCode.FAILED, run.exitCode());
    assertTrue(run.err().contains("\\u001b[2J") && !run.err().contains("\u001b"), run.err());
    Path sql = Files.createDirectories(folder.resolve("sql/assertions")).getParent();
    Files.writeString(sql.resolve("days.sql"), "-- table: days\n-- grain: a day\n-- partition by: domain_name, event_date\n"
        + "select distinct domain_name, event_date from hits");
    Files.writeString(sql.resolve("assertions/none.sql"), "select chr(27) || '[2J' as name from hits");
    run = CommandRun.of("aggregate", "--lake", lake, "--sql", sql);
    assertEquals(ExitCode.FAILED, run.exitCode());
    assertTrue(run.err().contains("\\u001b[2J") && !run.err().contains("\u001b"), run.err());
  }

  @Test
  void aTableIsDroppedByItself() throws Exception {
    CommandRun.of("ingest", "--quiet", "--lake", lake, log);
    assertOneSentence(ExitCode.WRONG_USAGE, "aggregate: --drop goes with", CommandRun.of("aggregate", "--lake", lake, "--drop", "paths", "--dry-run"));
  }

  @Test
  void takesNothingOfTheLakeItselfWhereThatLiesAmongTheLogs() throws Exception {
    Path logs = Files.createDirectories(folder.resolve("site"));
    Files.move(log, logs.resolve("x.log"));
    Path inside = logs.resolve("lake");
    for (int time = 0; time < 2; time++) {
      CommandRun run = CommandRun.of("ingest", "--lake", inside, logs);
      assertEquals(ExitCode.DONE, run.exitCode(), run.err());
    }
    assertEquals(List.of("n", "2"), CommandRun.of("query", "--lake", inside, "--format", "csv", "select count(*) as n from incoming_events")
        .out().lines().toList());
  }

  @Test
  void takesNothingOfTheLakeItselfByWhateverNameItGoes() throws Exception {
    Path logs = Files.createDirectories(folder.resolve("site"));
    Files.move(log, logs.resolve("x.log"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), logs);
    for (int time = 0; time < 2; time++) {
      CommandRun run = CommandRun.of("ingest", "--lake", link.resolve("lake"), logs);
      assertEquals(ExitCode.DONE, run.exitCode(), run.err());
    }
  }

  @Test
  void saysNothingWhenQuiet() throws Exception {
    Files.writeString(log, lines("a") + "broken\n");
    assertEquals(new CommandRun(ExitCode.INPUT_FAILED, "", ""), CommandRun.of("ingest", "--quiet", "--lake", lake, log));
    assertEquals(new CommandRun(ExitCode.DONE, "", ""), CommandRun.of("aggregate", "--quiet", "--memory", "512MB", "--lake", lake));
    assertEquals(new CommandRun(ExitCode.DONE, "", ""), CommandRun.of("prune", "--quiet", "--lake", lake));
  }

  @Test
  void refusesWhatDoesNotGoTogether() throws Exception {
    assertOneSentence(ExitCode.WRONG_USAGE, "ingest: --pages and --host", CommandRun.of("ingest", "--lake", lake, "--pages", log));
    assertOneSentence(ExitCode.WRONG_USAGE, "ingest: --pages and --host",
        CommandRun.of("ingest", "--lake", lake, "--pages", "--host", "..", log));
    assertOneSentence(ExitCode.WRONG_USAGE, "ingest: '..' is no host name", CommandRun.of("ingest", "--lake", lake, "--domains", "..", log));
    assertOneSentence(ExitCode.WRONG_USAGE, "ingest: Missing required parameter", CommandRun.of("ingest", "--lake", lake));
    assertOneSentence(ExitCode.WRONG_USAGE, "query: ", CommandRun.of("query", "--lake", lake));
    assertOneSentence(ExitCode.WRONG_USAGE, "aggregate: ", CommandRun.of("aggregate", "--lake", lake, "--from", "yesterday"));
    assertOneSentence(ExitCode.WRONG_USAGE, "aggregate: ", CommandRun.of("aggregate", "--lake", lake, "--memory", "little"));
    assertOneSentence(ExitCode.WRONG_USAGE, "prune: days are 0 or more", CommandRun.of("prune", "--lake", lake, "--raw-days", "-1"));
    for (String days : List.of("--raw-days", "--cleaned-days", "--curated-days")) {
      assertOneSentence(ExitCode.WRONG_USAGE, "prune: --domain erases all days of a site: leave " + days + " out",
          CommandRun.of("prune", "--lake", lake, "--domain", "example.com", days, "30"));
    }
    assertTrue(Files.notExists(lake));
  }

  @Test
  void aMissingFileIsSaidBeforeAnythingIsDone() throws Exception {
    assertOneSentence(ExitCode.FAILED, "ingest: cannot read " + folder.resolve("nothing.log") + ": there is no such file",
        CommandRun.of("ingest", "--quiet", "--lake", lake, log, folder.resolve("nothing.log")));
    assertTrue(Files.notExists(lake));
  }

  @Test
  void queryChangesNothingAndSaysWhatIsWrong() throws Exception {
    CommandRun.of("ingest", "--lake", lake, log);
    assertOneSentence(ExitCode.FAILED, "query: query runs one statement", CommandRun.of("query", "--lake", lake, "drop table stats"));
    CommandRun wrong = CommandRun.of("query", "--lake", lake, "select no_such_column from stats");
    assertEquals(ExitCode.FAILED, wrong.exitCode());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().contains("no_such_column"), wrong.err());
    CommandRun json = CommandRun.of("query", "--lake", lake, "--format", "json", "select chr(27) as esc, 1 as one");
    assertEquals("[{\"esc\":\"\u001b\",\"one\":1}]",
        new ObjectMapper().readTree(json.out()).toString().replace("\\u001B", "\u001b"));
    assertTrue(CommandRun.of("query", "--lake", lake, "select chr(27) as esc").out().contains("\\u001b"));
  }

  @Test
  void theEnvironmentStandsInForTheLake() throws Exception {
    CommandRun.of("ingest", "--lake", lake, log);
    Path output = folder.resolve("output");
    ProcessBuilder builder = CommandRun.process(output, "query", "--format", "csv", "select 1 as one");
    builder.command().removeAll(List.of("-u", "TARN_LAKE", "TARN_DOMAINS"));
    builder.environment().put("TARN_LAKE", lake.toString());
    assertEquals(0, builder.start().waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    assertEquals("one\r\n1\r\n", Files.readString(output, StandardCharsets.UTF_8));
    Process without = CommandRun.process(output, "query", "select 1").start();
    assertEquals(ExitCode.WRONG_USAGE, without.waitFor());
    assertTrue(Files.readString(output).startsWith("query: no lake given: use --lake FOLDER or --lake s3://PREFIX, or set TARN_LAKE"));
  }

  @Tag("slow")
  @Test
  void demoFillsAnEmptyLakeOnce() throws Exception {
    CommandRun first = CommandRun.of("demo", "--lake", lake);
    assertEquals(ExitCode.DONE, first.exitCode(), first.err());
    CommandRun second = CommandRun.of("demo", "--lake", lake);
    assertEquals(first.out(), second.out());
    assertEquals(lake + " is filled already; these are its numbers.\n", second.err());
  }
}
