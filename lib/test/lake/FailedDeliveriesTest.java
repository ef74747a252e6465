package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.LakeStatus;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.event.EventJsonWriter;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LogFormat;

/** What Firehose could not deliver comes into the lake all the same. */
class FailedDeliveriesTest {
  private static final String PATHS = "select request_path from incoming_events order by all";

  @TempDir
  Path folder;

  private SmallLake lake;
  private Path errors;

  @BeforeEach
  void makeLake() throws Exception {
    lake = new SmallLake(folder.resolve("lake"));
    errors = Files.createDirectories(folder.resolve("lake/cleaned/error/2026-11-20/processing-failed"));
  }

  /** A record as Firehose keeps it. */
  private static String record(String errorCode, byte[] data) {
    return new ObjectMapper().createObjectNode().put("rawData", Base64.getEncoder().encodeToString(data)).put("errorCode", errorCode)
        .put("errorMessage", "ProcessingFailed status set for record").put("attemptsMade", 1)
        .put("arrivalTimestamp", SmallLake.NOON.toEpochMilli()).put("attemptEndingTimestamp", SmallLake.NOON.toEpochMilli())
        .put("lambdaARN", "arn:aws:lambda:eu-central-1:123456789012:function:tarn-transform:live") + "\n";
  }

  private static String record(String errorCode, String line) {
    return record(errorCode, line.getBytes(StandardCharsets.UTF_8));
  }

  private String line(String path) {
    String line = lake.view("a", 0, path).lines();
    lake.clear();
    return line;
  }

  private IngestResult takeAgain() throws Exception {
    Retransform retransform = new Retransform(lake.lake(), AllowList.everything(), Clock.systemUTC());
    return retransform.run(retransform.files(day -> true, true), file -> {});
  }

  private LakeStatus.Lines status() throws Exception {
    return LakeStatus.of(lake.lake(), Clock.systemUTC()).lines();
  }

  /** What the function wrote about its calls. */
  private void counted(Outcome... outcomes) {
    LineCounts counts = new LineCounts();
    List.of(outcomes).forEach(counts::add);
    new Ledger(lake.lake()).write(counts.entry("firehose-1", "Firehose", LocalDate.parse("2026-11-20"), LogFormat.REALTIME,
        new PixelOptions(AllowList.everything()), SmallLake.NOON));
  }

  @Test
  void linesAreTakenAndCountedOnce() throws Exception {
    counted(new Outcome.Failed("response full"), new Outcome.Failed("response full"), new Outcome.Dropped("another path"));
    Files.writeString(errors.resolve("hits-1"),
        record("Lambda.ProcessingFailedStatus", line("/a")) + record("Lambda.ProcessingFailedStatus", line("/b")));
    assertEquals(2, takeAgain().ok());
    assertEquals(List.of("/a", "/b"), lake.query(PATHS));
    assertFalse(Files.exists(errors), "what was taken is left behind");
    assertEquals(3, status().records());
    assertEquals(2, status().ok());
    assertEquals(2, status().retaken());
    assertEquals(0, LakeStatus.of(lake.lake(), Clock.systemUTC()).days().get(0).failed());
  }

  @Test
  void onlyTheSitesAreTakenThatTheFunctionTook() throws Exception {
    LineCounts counts = new LineCounts();
    counts.add(new Outcome.Dropped("domain not on the allow-list"));
    new Ledger(lake.lake()).write(counts.entry("firehose-1", "Firehose", LocalDate.parse("2026-11-20"), LogFormat.REALTIME,
        new PixelOptions(AllowList.of(List.of("example.com"))), SmallLake.NOON));
    Files.writeString(errors.resolve("hits-1"), record("Lambda.ProcessingFailedStatus",
        line("/a") + line("/b").replace("hn=example.com", "hn=other.example")));
    Retransform retransform = new Retransform(lake.lake(), null, Clock.systemUTC());
    assertEquals(1, retransform.run(retransform.files(day -> true, true), file -> {}).ok());
    assertEquals(List.of("/a"), lake.query(PATHS));
    assertFalse(retransform.takesEveryDomain());
  }

  @Test
  void linesThatTheFunctionNeverSawCountForTheFirstTime() throws Exception {
    Files.writeString(errors.resolve("hits-1"), record("Lambda.InvokeLimitExceeded", line("/a")));
    assertEquals(1, takeAgain().ok());
    assertEquals(1, status().records());
    assertEquals(0, status().retaken());
  }

  @Test
  void aRecordWithSeveralLinesGivesEach() throws Exception {
    Files.writeString(errors.resolve("hits-1"), record("Lambda.ProcessingFailedStatus",
        line("/a") + "rubbish\n\n" + line("/b").strip().replace("\t", "\\t") + "\\n"));
    IngestResult result = takeAgain();
    assertEquals(2, result.ok());
    assertEquals(1, result.failed().size());
    assertEquals(3, status().retaken());
  }

  @Test
  void takenTwiceIsTakenOnce() throws Exception {
    byte[] file = record("Lambda.ProcessingFailedStatus", line("/a")).getBytes(StandardCharsets.UTF_8);
    Files.write(errors.resolve("hits-1"), file);
    takeAgain();
    Files.createDirectories(errors);
    Files.write(errors.resolve("hits-1"), file);
    takeAgain();
    assertEquals(List.of("/a"), lake.query(PATHS));
    assertEquals(1, status().retaken());
  }

  /** Where Firehose could not write Parquet, the record holds what the function made of the line, and was counted. */
  @Test
  void eventsAreTakenAsTheyAre() throws Exception {
    Outcome.Ok event = (Outcome.Ok) new Transform(new PixelOptions(AllowList.everything()), day -> new byte[32])
        .apply(LogFormat.REALTIME.parser().parse(line("/a").strip()));
    String row = new String(new EventJsonWriter().row(event.event()), StandardCharsets.UTF_8);
    counted(event, event);
    Files.writeString(errors.resolve("hits-1"), record("DataFormatConversion.ParseError", row + row));
    takeAgain();
    assertEquals(List.of("/a", "/a"), lake.query(PATHS));
    assertEquals(List.of("2026-11-20 12:00:00.0"), lake.query("select distinct event_timestamp from incoming_events"));
    assertEquals(2, status().records());
  }

  @Test
  void aFileOfAnotherKindStaysAndSaysSo() throws Exception {
    Files.writeString(errors.resolve("notes.txt"), "hello\n");
    assertTrue(assertThrows(LakeException.class, this::takeAgain).getMessage().contains("notes.txt"));
    assertTrue(Files.exists(errors.resolve("notes.txt")));
  }

  @Test
  void aLineThatFailsAgainStaysInTheQuarantine() throws Exception {
    Files.writeString(errors.resolve("hits-1"), record("Lambda.ProcessingFailedStatus", "rubbish"));
    assertEquals(1, takeAgain().failed().size());
    assertEquals(1, lake.lake().store().list(lake.lake().errors()).size());
    assertEquals(1, takeAgain().failed().size());
  }

  @Test
  void theyGoWithTheRawLines() throws Exception {
    Files.writeString(errors.resolve("hits-1"), record("Lambda.ProcessingFailedStatus", line("/a")));
    new Prune(lake.lake(), Clock.fixed(SmallLake.NOON.plus(Duration.ofDays(31)), ZoneOffset.UTC)).raw(30);
    assertFalse(Files.exists(errors.resolve("hits-1")));
  }

  @Test
  void theLinesOfASiteAreErased() throws Exception {
    Files.writeString(errors.resolve("hits-1"), record("Lambda.ProcessingFailedStatus", line("/a"))
        + record("Lambda.ProcessingFailedStatus", line("/b").replace("example.com", "other.example")));
    new DomainErasure(lake.lake(), Clock.systemUTC()).erase("example.com");
    assertEquals(1, takeAgain().ok());
    assertEquals(List.of("/b"), lake.query(PATHS));
  }
}
