package tarn.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.aws.FirehoseCalls.Answer;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Lake;
import tarn.lake.Ledger;
import tarn.lake.LedgerEntry;
import tarn.lake.S3Server;

class TransformHandlerTest {
  private static final Clock CLOCK = Clock.fixed(FirehoseCalls.ARRIVAL, ZoneOffset.UTC);

  @TempDir
  Path folder;

  private SmallLake lake;
  private final FunctionContext context = new FunctionContext();
  private final List<String> metrics = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void makeLake() {
    lake = new SmallLake(folder.resolve("lake"));
  }

  private TransformHandler handler() {
    return handler(lake.lake());
  }

  private TransformHandler handler(Lake lake) {
    return new TransformHandler(lake, new PixelOptions(AllowList.of(List.of("www.Example.com", "other.example"))), CLOCK, metrics::add);
  }

  private List<Answer> call(TransformHandler handler, String... records) throws IOException {
    return FirehoseCalls.answers(response(handler, FirehoseCalls.call(records)));
  }

  private byte[] response(TransformHandler handler, byte[] call) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(call), response, context);
    return response.toByteArray();
  }

  private String view(String visitor) {
    String line = lake.view(visitor, 0, "/").lines();
    lake.clear();
    return line;
  }

  private List<LedgerEntry> entries() {
    return new Ledger(lake.lake()).all();
  }

  @Test
  void takesTheSitesOfItsEnvironment() throws Exception {
    List<Answer> answers = call(handler(), view("a"), view("a").replace("example.com", "other.example"), view("a").replace("example.com", "third.example"));
    assertEquals(List.of("Ok", "Ok", "Dropped"), answers.stream().map(Answer::result).toList());
  }

  @Test
  void twoColdInstancesAgreeOnTheSalt() throws Exception {
    String visitor = call(handler(), view("a")).get(0).rows().get(0).get("daily_visitor_id").asText();
    assertEquals(visitor, call(handler(), view("a")).get(0).rows().get(0).get("daily_visitor_id").asText());
    assertNotEquals(visitor, call(handler(), view("b")).get(0).rows().get(0).get("daily_visitor_id").asText());
    assertTrue(Files.exists(folder.resolve("lake/raw/salt/2026-11-20.json")));
  }

  @Test
  void countsWhatBecomesOfLinesByDayOfArrival() throws Exception {
    TransformHandler handler = handler();
    call(handler, view("a"), "rubbish");
    call(handler, view("b"), view("b").replace("hello", "other"));
    LedgerEntry entry = entries().get(0);
    assertEquals(1, entries().size());
    assertEquals("2026-11-20", entry.day());
    assertEquals(4, entry.records());
    assertEquals(2, entry.ok());
    assertEquals(Map.of("another path", 1L), entry.dropped());
    assertEquals(Map.of("wrong number of fields", 1L), entry.failed());
    call(handler(), view("c"));
    assertEquals(List.of(1L, 4L), entries().stream().map(LedgerEntry::records).sorted().toList());
    assertEquals(List.of(), context.log);
  }

  @Test
  void aDayOfItsOwnForWhatArrivesAfterMidnight() throws Exception {
    TransformHandler handler = handler();
    call(handler, view("a"));
    response(handler, FirehoseCalls.call(FirehoseCalls.ARRIVAL.plusSeconds(86_400), List.of(view("a").getBytes(StandardCharsets.UTF_8))));
    assertEquals(List.of("2026-11-20", "2026-11-21"), entries().stream().map(LedgerEntry::day).toList());
  }

  @Test
  void countsThatCannotBeWrittenComeWithTheNextCall() throws Exception {
    TransformHandler handler = handler();
    Path ledger = Files.writeString(folder.resolve("lake/raw/ledger"), "in the way");
    assertEquals("Ok", call(handler, view("a")).get(0).result());
    assertTrue(context.log.get(0).startsWith("counts were not written, the next call writes them: "), context.log.toString());
    Files.delete(ledger);
    call(handler, view("a"));
    assertEquals(2, entries().get(0).ok());
  }

  @Test
  void theSnapshotHoldsNeitherSaltNorCounts() throws Exception {
    TransformHandler handler = handler();
    handler.beforeCheckpoint(null);
    try (Stream<Path> files = Files.walk(folder.resolve("lake"))) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
    handler.afterRestore(null);
    assertEquals("Ok", call(handler, view("a")).get(0).result());
    assertEquals(1, entries().get(0).records());
  }

  @Test
  void nothingOfALineIsLogged() throws Exception {
    call(handler(), view("203.0.113.7"), "203.0.113.7 rubbish", "\0");
    assertFalse(context.log.toString().contains("203.0.113.7"));
    assertFalse(metrics.toString().contains("203.0.113.7"));
  }

  /** Nothing else rings when CloudFront logs other fields, or a salt is gone: Firehose delivers what failed and is content. */
  @Test
  void saysHowManyLinesFailedOfThoseThatMatter() throws Exception {
    call(handler(), view("a"), "rubbish", view("b"), "more rubbish", view("c").replace("hello", "other"));
    call(handler(), "rubbish");
    call(handler(), view("c").replace("hello", "other"));
    String metric = """
        {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Tarn","Dimensions":[["FunctionName"]],\
        "Metrics":[{"Name":"FailedLines","Unit":"Percent"}]}]},"FunctionName":"tarn-transform","FailedLines":%s}""";
    long now = FirehoseCalls.ARRIVAL.toEpochMilli();
    assertEquals(List.of(metric.formatted(now, "50.0"), metric.formatted(now, "100.0")), metrics);
  }

  /** Instances start side by side when a burst comes after midnight. */
  @Test
  void manyInstancesAgreeOnTheSaltInS3() throws Exception {
    Lake s3 = S3Server.newLake(folder.resolve("machine"));
    byte[] call = FirehoseCalls.call(view("a"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<byte[]>> responses = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        responses.add(threads.submit(() -> response(handler(s3), call)));
      }
      Set<String> visitors = new HashSet<>();
      for (Future<byte[]> response : responses) {
        visitors.add(FirehoseCalls.answers(response.get()).get(0).rows().get(0).get("daily_visitor_id").asText());
      }
      assertEquals(1, visitors.size());
    } finally {
      threads.shutdown();
    }
    assertEquals(8, new Ledger(s3).all().size());
  }

  @Test
  void settingsNameWhatIsMissing() {
    Settings settings = new Settings(Map.of("TARN_LAKE", "s3://prefix", "TARN_DATABASE", " "));
    assertTrue(assertThrows(IllegalStateException.class, () -> settings.required("TARN_DATABASE")).getMessage().startsWith("TARN_DATABASE is not set"));
    assertTrue(assertThrows(IllegalStateException.class, () -> settings.required("TARN_DOMAINS")).getMessage().startsWith("TARN_DOMAINS is not set"));
    assertEquals(3_008, settings.number("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", 3_008));
  }
}
