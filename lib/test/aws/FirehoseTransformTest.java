package tarn.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tarn.aws.FirehoseCalls.Answer;
import tarn.enrich.AllowList;
import tarn.enrich.SaltDestroyed;
import tarn.enrich.Salts;
import tarn.event.PixelOptions;
import tarn.lake.LakeException;
import tarn.lake.LedgerEntry;
import tarn.lake.LineCounts;
import tarn.log.LogFormat;

/** The transform through its wire format. */
class FirehoseTransformTest {
  private static final LocalDate POISONED_DAY = LocalDate.parse("2026-11-18");
  private static final LocalDate DESTROYED_DAY = LocalDate.parse("2026-11-17");
  private static final LocalDate UNREACHABLE_DAY = LocalDate.parse("2026-11-16");
  private static final Salts SALTS = day -> {
    if (day.equals(POISONED_DAY)) {
      throw new IllegalStateException("what the line holds: 203.0.113.7 and t=pv");
    }
    if (day.equals(DESTROYED_DAY)) {
      throw new SaltDestroyed();
    }
    if (day.equals(UNREACHABLE_DAY)) {
      throw new LakeException("the lake cannot be reached: wait");
    }
    return new byte[32];
  };

  private final List<String> log = new ArrayList<>();
  private final Map<LocalDate, LineCounts> counts = new LinkedHashMap<>();
  private final FirehoseTransform transform = new FirehoseTransform(new PixelOptions(AllowList.of(List.of("example.com"))), SALTS, log::add);

  /** A page view, or something else, with whole seconds of arrival. */
  private static String line(String at, String query) {
    return line(at, "/hello.gif", "200", query);
  }

  private static String line(String at, String path, String status, String query) {
    return String.join("\t", Instant.parse(at).getEpochSecond() + ".500", "203.0.113.7", status, path, "789", "HAM50-P2", "0.001",
        "Mozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:140.0)%20Gecko/20100101%20Firefox/140.0", "-", query, "Hit", "DE", "3320") + "\n";
  }

  private static String view(String path) {
    return line("2026-11-20T12:00:00Z", "t=pv&hn=example.com&pa=" + path);
  }

  private static String event() {
    return line("2026-11-20T12:00:00Z", "t=tr&hn=example.com&pa=%252F&en=click");
  }

  private List<Answer> answers(byte[] call) throws IOException {
    return FirehoseCalls.answers(transform.answer(
        FirehoseRequest.read(new ByteArrayInputStream(call)), day -> counts.computeIfAbsent(day, any -> new LineCounts()), outcome -> {}));
  }

  private List<Answer> answers(String... records) throws IOException {
    return answers(FirehoseCalls.call(records));
  }

  private static List<String> results(List<Answer> answers) {
    return answers.stream().map(Answer::result).toList();
  }

  private LedgerEntry counted() {
    assertEquals(List.of(LocalDate.parse("2026-11-20")), List.copyOf(counts.keySet()));
    return counts.values().iterator().next().entry("name", "firehose", LocalDate.parse("2026-11-20"), LogFormat.REALTIME,
        new PixelOptions(AllowList.everything()), Instant.EPOCH);
  }

  @Test
  void answersEveryRecordOnceInItsOrder() throws Exception {
    List<Answer> answers = answers(view("%252F"), line("2026-11-20T12:00:00Z", "/robots.txt", "200", "-"), "rubbish\n", event(), view("%252Fa"));
    assertEquals(IntStream.range(0, 5).mapToObj(FirehoseCalls::id).toList(), answers.stream().map(Answer::id).toList());
    assertEquals(List.of("Ok", "Dropped", "ProcessingFailed", "Ok", "Ok"), results(answers));
    assertEquals(Map.of("another path", 1L), counted().dropped());
    assertEquals(Map.of("wrong number of fields", 1L), counted().failed());
    assertEquals(3, counted().ok());
    assertEquals(5, counted().records());
  }

  @Test
  void namesThePartitionOfAnEvent() throws Exception {
    List<Answer> answers = answers(view("%252F"), event());
    assertEquals("{\"domain_name\":\"example.com\",\"event_type\":\"pageview\",\"event_date\":\"2026-11-20\"}", answers.get(0).keys().toString());
    assertEquals("track", answers.get(1).keys().get("event_type").asText());
  }

  @Test
  void leavesNullsOut() throws Exception {
    JsonNode row = answers(view("%252F")).get(0).rows().get(0);
    assertEquals("/", row.get("request_path").asText());
    assertFalse(row.propertyStream().anyMatch(column -> column.getValue().isNull()), row.toString());
    assertFalse(row.has("utm_source"));
  }

  /** Firehose's own spelling of the article's record, as the data of a call. */
  @Test
  void answersTheRecordOfTheArticleAsTheArticleDoes() throws Exception {
    ObjectNode call = (ObjectNode) FirehoseCalls.JSON.readTree(FirehoseCalls.call(""));
    ((ObjectNode) call.get("records").get(0)).put("data", resource("realtime-record.b64").strip());
    FirehoseTransform forAll = new FirehoseTransform(new PixelOptions(AllowList.everything()), SALTS, log::add);
    Answer answer = FirehoseCalls.answers(forAll.answer(
        FirehoseRequest.read(new ByteArrayInputStream(FirehoseCalls.bytes(call))), day -> new LineCounts(), outcome -> {})).get(0);
    ObjectNode row = (ObjectNode) answer.rows().get(0);
    row.remove(List.of("page_title", "channel"));
    JsonNode expected = FirehoseCalls.JSON.readTree(resource("expected.json"));
    expected.get("data").propertyStream().filter(column -> !column.getKey().endsWith("_id") || column.getKey().equals("edge_id"))
        .forEach(column -> assertEquals(column.getValue(), row.path(column.getKey()).isMissingNode() ? NullNode.instance : row.get(column.getKey()),
            column.getKey()));
    assertEquals(expected.at("/metadata/partitionKeys"), answer.keys());
  }

  private static String resource(String name) throws IOException {
    return new String(FirehoseTransformTest.class.getResourceAsStream("/golden/article/" + name).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void readsBothSpellingsAndTheWrittenLineEnd() throws Exception {
    String real = view("%252F");
    String spelt = real.strip().replace("\t", "\\t") + "\\n";
    List<Answer> answers = answers(real, spelt);
    assertEquals(List.of("Ok", "Ok"), results(answers));
    assertEquals(answers.get(0).rows(), answers.get(1).rows());
  }

  @Test
  void aRecordWithLinesOfOnePartitionGivesAllItsEvents() throws Exception {
    List<Answer> answers = answers(view("%252Fa") + line("2026-11-20T12:00:00Z", "/robots.txt", "200", "-") + "\n" + view("%252Fb"));
    assertEquals(List.of("Ok"), results(answers));
    assertEquals(List.of("/a", "/b"), answers.get(0).rows().stream().map(row -> row.get("request_path").asText()).toList());
    assertEquals(2, counted().ok());
    assertEquals(Map.of("another path", 1L), counted().dropped());
  }

  @Test
  void aRecordWithLinesOfSeveralPartitionsIsKeptWhole() throws Exception {
    assertEquals(List.of("ProcessingFailed"), results(answers(view("%252Fa") + event())));
    assertEquals(Map.of(FirehoseTransform.SEVERAL_PARTITIONS, 2L), counted().failed());
  }

  @Test
  void aRecordWithALineThatFailedIsKeptWhole() throws Exception {
    assertEquals(List.of("ProcessingFailed"), results(answers(view("%252Fa") + "rubbish\n")));
    assertEquals(Map.of(FirehoseTransform.BESIDE_FAILED, 1L, "wrong number of fields", 1L), counted().failed());
  }

  @Test
  void aRecordWithoutALineIsDropped() throws Exception {
    assertEquals(List.of("Dropped", "Dropped", "Dropped"), results(answers("", "\n \n", "#Version: 1.0\n")));
    assertEquals(0, counted().records());
  }

  @Test
  void aPoisonedRecordFailsAlone() throws Exception {
    ObjectNode call = (ObjectNode) FirehoseCalls.JSON.readTree(FirehoseCalls.call(
        view("%252F"), line(POISONED_DAY + "T12:00:00Z", "t=pv&hn=example.com&pa=%252F"), "\0\1\2", "x", "x", view("%252F")));
    ((ObjectNode) call.get("records").get(3)).put("data", "§ no base64 §");
    ((ObjectNode) call.get("records").get(4)).remove("data");
    assertEquals(List.of("Ok", "ProcessingFailed", "ProcessingFailed", "ProcessingFailed", "ProcessingFailed", "Ok"),
        results(answers(FirehoseCalls.bytes(call))));
    assertEquals(Map.of(FirehoseTransform.UNEXPECTED, 1L, FirehoseTransform.NO_BASE64, 2L, "wrong number of fields", 1L), counted().failed());
    assertEquals(1, log.size());
    assertTrue(log.get(0).startsWith("unexpected java.lang.IllegalStateException at tarn."), log.get(0));
    assertFalse(log.get(0).contains("203.0.113.7"));
  }

  @Test
  void aDayWithoutSaltTakesNoLines() throws Exception {
    assertEquals(List.of("ProcessingFailed"), results(answers(line(DESTROYED_DAY + "T12:00:00Z", "t=pv&hn=example.com&pa=%252F"))));
    assertEquals(Map.of("salt destroyed", 1L), counted().failed());
  }

  @Test
  void aLakeOutOfReachFailsTheCallSoThatFirehoseAsksAgain() {
    assertThrows(LakeException.class, () -> answers(line(UNREACHABLE_DAY + "T12:00:00Z", "t=pv&hn=example.com&pa=%252F")));
  }

  @Test
  void whatIsNoCallSaysSoWithoutQuotingIt() {
    for (String text : List.of("{\"records\": [{\"recordId\": 203.0.113.7", "{}", "[]", "", "{\"records\":[{\"data\":\"\"}]}")) {
      IOException failure = assertThrows(IOException.class, () -> answers(text.getBytes(StandardCharsets.UTF_8)));
      assertTrue(failure.getMessage().endsWith("only Firehose can call this function"), failure.getMessage());
      assertFalse(failure.getMessage().contains("203.0"));
    }
  }

  /** Lines that say little and become much: where most of an event is made of a few letters. */
  private static String shortLine() {
    return String.join("\t", "1795262400", "::1", "200", "/hello.gif", "9", "SFO53", "0", "iPad;CPU%20OS%2018_1%20like", "-",
        "t=pv&hn=example.com&pa=%252F", "Hit", "1") + "\n";
  }

  @Test
  void theWorstBatchThatTheBufferAllowsFitsIntoTheAnswer() throws Exception {
    String line = shortLine();
    int records = (int) (0.2 * 1024 * 1024) / line.length();
    byte[] call = FirehoseCalls.call(FirehoseCalls.ARRIVAL, Collections.nCopies(records, line.getBytes(StandardCharsets.UTF_8)));
    byte[] response = transform.answer(FirehoseRequest.read(new ByteArrayInputStream(call)), day -> new LineCounts(), outcome -> {});
    List<Answer> answers = FirehoseCalls.answers(response);
    assertEquals(records, answers.stream().filter(answer -> answer.result().equals("Ok")).count());
    assertTrue(line.length() <= 109 && response.length / records >= 1_479, line.length() + " bytes became " + response.length / records);
  }

  @Test
  void whatDoesNotFitIntoTheAnswerFailsAndIsCounted() throws Exception {
    String line = shortLine();
    int records = 3 * 1024 * 1024 / line.length();
    byte[] call = FirehoseCalls.call(FirehoseCalls.ARRIVAL, Collections.nCopies(records, line.getBytes(StandardCharsets.UTF_8)));
    byte[] response = transform.answer(
        FirehoseRequest.read(new ByteArrayInputStream(call)), day -> counts.computeIfAbsent(day, any -> new LineCounts()), outcome -> {});
    assertTrue(response.length <= FirehoseResponse.LONGEST, response.length + " bytes");
    List<Answer> answers = FirehoseCalls.answers(response);
    assertEquals(IntStream.range(0, records).mapToObj(FirehoseCalls::id).toList(), answers.stream().map(Answer::id).toList());
    long ok = answers.stream().filter(answer -> answer.result().equals("Ok")).count();
    assertTrue(ok > 500, ok + " records");
    assertEquals(Map.of(FirehoseTransform.RESPONSE_FULL, records - ok), counted().failed());
  }
}
