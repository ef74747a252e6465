package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.event.EventJsonWriter;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogInput;

/** Of an erased site nothing stays, and of every other site all. */
class DomainErasureTest {
  /** Visitors, by their addresses. */
  private static final String OURS = "203.0.113.7";
  private static final String THEIRS = "198.51.100.9";
  private static final String TYPE = "t=pv";
  private static final String NAME = "&en=click";

  @TempDir
  Path folder;

  private SmallLake lake;

  @BeforeEach
  void makeLake() {
    lake = new SmallLake(folder.resolve("lake"));
  }

  /** A hit of a visitor of a site, changed. */
  private String hit(String visitor, String domain, String... changes) {
    lake.clear();
    String line = lake.line(visitor, 0, TYPE + "&pa=%252F" + NAME).lines().replace("hn=example.com", "hn=" + domain);
    lake.clear();
    for (int i = 0; i < changes.length; i += 2) {
      line = line.replaceFirst(Pattern.quote(changes[i]), changes[i + 1]);
    }
    return line;
  }

  private DomainErasure erase(String domain) {
    DomainErasure erasure = new DomainErasure(lake.lake(), Clock.systemUTC());
    erasure.erase(domain);
    return erasure;
  }

  private static List<String> lines(Path file) throws Exception {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(LogInput.open(Files.newInputStream(file)))) {
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        lines.add(new String(line, StandardCharsets.UTF_8));
      }
    }
    return lines;
  }

  /** What is kept of log lines, whether they failed or not. */
  private List<String> kept() throws Exception {
    List<String> kept = new ArrayList<>();
    for (Path file : lake.lake().store().fetch(lake.lake().store().list(lake.lake().raw()))) {
      kept.addAll(lines(file));
    }
    for (Path file : lake.lake().store().fetch(lake.lake().store().list(lake.lake().errors()))) {
      for (String json : lines(file)) {
        kept.add(new String(Base64.getDecoder().decode(new ObjectMapper().readTree(json).get("line_base64").asText()), StandardCharsets.UTF_8));
      }
    }
    return kept.stream().distinct().toList();
  }

  private void assertOnlyOursGo(String ours, String theirs) throws Exception {
    lake.ingest(ours + theirs, false);
    erase("a.io");
    assertEquals(theirs.lines().toList(), kept());
  }

  /** Each is a reason why a record is no hit: what to replace, and by what. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "no change at all | nothing", "200 | 404", "t=pv | t=xx", "&ts= | &ts=x", "t=pv | t=tr&pt=x", "t=pv&pa=%252F&en=click | t=tr&pa=%252F",
      "/hello.gif | /favicon.ico"})
  void linesThatAreNoHitsGoToo(String part, String other) throws Exception {
    assertOnlyOursGo(hit(OURS, "a.io", part, other), hit(THEIRS, "data.io", part, other, "&pa=", "&r=https%253A%252F%252Fa.io%252F&pa="));
  }

  /** Where no hn tells the site, the page does that the request came from. */
  @ParameterizedTest
  @CsvSource({"/hello.gif, ''", "/hello.gif, ..", "/noscript.gif, ''", "/tarn.js, ''"})
  void linesOfRequestsThatTellTheirPageOnlyGoToo(String path, String hn) throws Exception {
    assertOnlyOursGo(hit(OURS, hn, "/hello.gif", path, "\t-\tt=", "\thttps://www.A.io/page\tt="),
        hit(THEIRS, hn, "/hello.gif", path, "\t-\tt=", "\thttps://data.io/?from=a.io\tt="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.io", "https%253A%252F%252Fwww.a.io%252F", "\\ta.io", "\\x22a.io\\x22", "A.IO."})
  void linesThatNobodyCanReadGoWhereTheyTellTheHost(String mention) throws Exception {
    assertOnlyOursGo("broken " + OURS + "\t" + mention + "\n",
        "broken " + THEIRS + "\tdata.io b-a.io a.io.example shop.a.io a.iot xa.io\n");
  }

  @Test
  void linesThatNobodyCanReadGoWhereTheyNameTheSite() throws Exception {
    assertOnlyOursGo(hit(OURS, "a.io", "200", "no-number"),
        hit(THEIRS, "data.io", "200", "no-number", "&pa=", "&r=https%253A%252F%252Fa.io%252F&pa="));
  }

  @Test
  void ofALogOfPagesEveryLineGoes() throws Exception {
    String access = " - - [20/Nov/2026:12:00:00 +0000] \"%s HTTP/1.1\" %s 5 \"-\" \"Mozilla/5.0 Firefox/140.0\"\n";
    StringBuilder ours = new StringBuilder();
    for (String request : List.of("GET /", "GET /style.css", "POST /", "HEAD /a", "GET http://data.io/")) {
      ours.append(OURS).append(access.formatted(request, "200"));
    }
    ours.append(OURS).append(access.formatted("GET /nowhere", "404")).append("broken ").append(OURS).append('\n');
    String theirs = THEIRS + access.formatted("GET /a.io?from=https://a.io/", "200");
    ingestPages(ours.toString(), "www.a.io");
    ingestPages(theirs, "data.io");
    assertEquals(7 + 1, erase("a.io").erasedLines(), "the broken one is in quarantine too");
    assertEquals(theirs.lines().toList(), kept());
  }

  @Test
  void ofALogOfSeveralHostsOnlyTheLinesOfTheirOwnGo() throws Exception {
    String head = "#Version: 1.0\n#Fields: date time c-ip sc-status cs-method cs-uri-stem cs(Referer) x-host-header\n";
    String line = "2026-11-20\t12:00:00\t%s\t%s\tGET\t/a\t%s\t%s\n";
    String theirs = line.formatted(THEIRS, "200", "https://a.io/", "data.io");
    ingestPages(head + line.formatted(OURS, "200", "https://data.io/", "a.io") + line.formatted(OURS, "404", "-", "WWW.a.io")
        + line.formatted(OURS, "200", "-", "-") + theirs, "a.io");
    erase("a.io");
    assertEquals((head + theirs).lines().toList(), kept());
    erase("data.io");
    assertEquals(head.lines().toList(), kept());
  }

  private void ingestPages(String log, String host) throws Exception {
    try (Ingest ingest = new Ingest(lake.lake(), new PixelOptions(AllowList.everything(), host), null, false, Clock.systemUTC())) {
      ingest.ingest("access.log", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String delivery(String data) {
    return new ObjectMapper().createObjectNode().put("attemptsMade", 1).put("arrivalTimestamp", SmallLake.NOON.toEpochMilli())
        .put("rawData", Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))) + "\n";
  }

  private static String row(String line) throws Exception {
    Outcome.Ok event = (Outcome.Ok) new Transform(new PixelOptions(AllowList.everything()), day -> new byte[32])
        .apply(LogFormat.REALTIME.parser().parse(line.strip()));
    return new String(new EventJsonWriter().row(event.event()), StandardCharsets.UTF_8);
  }

  @Test
  void ofFailedDeliveriesOnlyTheSitesOwnGo() throws Exception {
    String ours = hit(OURS, "a.io");
    String theirs = hit(THEIRS, "data.io", "&pa=", "&r=https%253A%252F%252Fa.io%252F&pa=");
    Path file = Files.createDirectories(folder.resolve("lake/cleaned/error/2026-11-20/processing-failed")).resolve("hits-1");
    Files.writeString(file, delivery(ours) + delivery(theirs) + delivery(ours + theirs) + delivery(ours.strip().replace("\t", "\\t"))
        + delivery(row(ours)) + delivery(row(theirs)) + "{\"note\": \"data.io\"}\n" + "{\"note\": \"a.io\"}\n");
    assertEquals(5, erase("a.io").erasedLines());
    assertEquals((delivery(theirs) + delivery(theirs) + delivery(row(theirs)) + "{\"note\": \"data.io\"}\n").lines().toList(), lines(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aDamagedFileStaysAndKeepsNothingElse() throws Exception {
    lake.ingest(hit(OURS, "a.io") + "broken a.io\n", false);
    Path rotten = lake.lake().store().fetch(lake.lake().store().list(lake.lake().raw())).get(0);
    lake.ingest(hit(OURS, "a.io", "%252F", "%252Fother"), false);
    lake.aggregate();
    Path delivery = Files.createDirectories(folder.resolve("lake/cleaned/error/2026-11-20/processing-failed")).resolve("hits-1");
    Files.write(delivery, new byte[] {0x1f, (byte) 0x8b, 8});
    byte[] bytes = Files.readAllBytes(rotten);
    byte[] half = Arrays.copyOf(bytes, bytes.length - 9);
    Files.write(rotten, half);
    DomainErasure erasure = erase("a.io");
    assertEquals(List.of(lake.local("").relativize(rotten).toString(), "cleaned/error/2026-11-20/processing-failed/hits-1"), erasure.damaged());
    assertEquals(2, erasure.erasedLines());
    assertEquals(List.of(), lake.lake().store().list(lake.lake().incoming()));
    assertEquals(List.of(), lake.lake().store().list(lake.lake().aggregated()));
    assertEquals(Arrays.toString(half), Arrays.toString(Files.readAllBytes(rotten)));
  }

  @Test
  void aDamagedDeliveryKeepsNoOtherFromBeingTaken() throws Exception {
    Path errors = Files.createDirectories(folder.resolve("lake/cleaned/error/2026-11-20/processing-failed"));
    Files.write(errors.resolve("hits-1"), new byte[] {0x1f, (byte) 0x8b, 8});
    Files.writeString(errors.resolve("hits-2"), delivery(hit(OURS, "a.io")));
    Retransform retransform = new Retransform(lake.lake(), AllowList.everything(), Clock.systemUTC());
    IngestResult result = retransform.run(retransform.files(day -> true, true), file -> {});
    assertEquals(1, result.ok());
    assertEquals("cleaned/error/2026-11-20/processing-failed/hits-1 is damaged, and was left as it is (",
        result.damage().substring(0, result.damage().indexOf('(') + 1));
  }
}
