package tarn.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import tarn.aggregate.SmallLake;
import tarn.lake.DomainErasure;
import tarn.lake.LakeException;
import tarn.lake.LakeFile;
import tarn.lake.Lease;

class AggregateHandlerTest {
  private static final Clock CLOCK = Clock.fixed(SmallLake.NOON.plusSeconds(86_400), ZoneOffset.UTC);
  private static final long A_DAY = 86_400_000;

  @TempDir
  Path folder;

  private SmallLake lake;
  private final FunctionContext context = new FunctionContext();
  private LocalGlue glue;

  @BeforeEach
  void makeLake() throws IOException {
    lake = new SmallLake(folder.resolve("lake"));
    glue = new LocalGlue();
  }

  @AfterEach
  void stop() {
    glue.close();
  }

  private String call(String event) throws IOException {
    return call(event, 0, CLOCK);
  }

  private String call(String event, int cleanedDays, Clock clock) throws IOException {
    GlueClient client = GlueClient.builder().endpointOverride(URI.create(glue.endpoint())).region(Region.EU_CENTRAL_1)
        .credentialsProvider(AnonymousCredentialsProvider.create()).httpClient(UrlConnectionHttpClient.create()).build();
    AggregateHandler handler = new AggregateHandler(lake.lake(), client, "tarn", cleanedDays, 1_024, clock);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), response, context);
    return response.toString(StandardCharsets.UTF_8);
  }

  private void delete(String prefix) {
    lake.lake().store().delete(lake.lake().store().list(prefix).stream().map(LakeFile::path).toList());
  }

  @Test
  void buildsTheStaleOnesOfTheLastDays() throws Exception {
    lake.view("a", -2 * A_DAY, "/").view("a", 0, "/").view("a", A_DAY, "/").ingest();
    assertTrue(call("{\"days\": 1}").contains("\"days_built\":2"));
    assertEquals(List.of("2026-11-20", "2026-11-21"), lake.query("select distinct event_date from stats order by all"));
    assertTrue(call("{\"days\": 1}").contains("\"days_built\":0"));
    assertTrue(call("{\"days\": 0}").contains("\"days_built\":0"));
    assertTrue(call("{\"days\": 7}").contains("\"days_built\":1"));
  }

  @Test
  void takesAwayADayThatIsGone() throws Exception {
    lake.view("a", 0, "/").ingest();
    call("{\"days\": 1}");
    delete(lake.lake().incoming());
    assertTrue(call("{\"days\": 1}").contains("\"days_built\":1"));
    assertEquals(List.of(), lake.query("select * from stats"));
  }

  private static final Clock LATER = Clock.offset(CLOCK, java.time.Duration.ofDays(10));
  private static final String VIEWS = "select event_date, sum(page_view_cnt) from stats group by all order by all";

  private List<String> cleanedDays() throws Exception {
    return lake.query("select distinct event_date from incoming_events order by all");
  }

  @Test
  void oldEventsGoAndTheirTablesStay() throws Exception {
    lake.view("a", 0, "/").event("a", 1, "click").view("b", 11 * A_DAY, "/").ingest();
    call("{\"days\": 1}");
    Map<List<String>, String> events = glue.partitions();
    assertTrue(call("{\"days\": 1}", 5, LATER).contains("\"files_deleted\":2"));
    assertEquals(List.of("2026-12-01"), cleanedDays());
    for (int night = 0; night < 2; night++) {
      call("{\"days\": 30}", 5, LATER);
      lake.aggregate();
    }
    assertEquals(List.of("2026-11-20,1", "2026-12-01,1"), lake.query(VIEWS));
    assertEquals(events, glue.partitions());
  }

  /** Files of a day that the nightly call does not look back to, of which nobody has told the tables. */
  @Test
  void whatCameLateIsBuiltBeforeItGoes() throws Exception {
    lake.view("a", 0, "/").ingest();
    call("{\"days\": 1}");
    lake.view("b", 0, "/").event("b", 1, "click").ingest();
    assertTrue(call("{\"days\": 1}", 5, LATER).contains("\"days_built\":1"));
    assertEquals(List.of("2026-11-20,2"), lake.query(VIEWS));
    assertEquals(List.of(List.of("example.com", "2026-11-20", "click")), List.copyOf(glue.partitions().keySet()));
    assertEquals(List.of(), cleanedDays());
  }

  @Test
  void nothingGoesBeforeItsDayIsBuilt() throws Exception {
    lake.view("a", 0, "/").ingest();
    damage("2026-11-20");
    assertThrows(IOException.class, () -> call("{\"days\": 1}", 5, LATER));
    assertEquals(1, lake.lake().store().list(lake.lake().incoming()).size());
  }

  @Test
  void theHourlyCallDeletesNothing() throws Exception {
    lake.view("a", 0, "/").ingest();
    assertTrue(call("{\"days\": 0}", 5, LATER).contains("\"files_deleted\":0"));
    assertEquals(List.of("2026-11-20"), cleanedDays());
  }

  @Test
  void tellsTheCatalogWhichEventsThereAre() throws Exception {
    lake.event("a", 0, "click").event("a", 1, "add%2520to%252Fcart").view("a", 2, "/").ingest();
    assertTrue(call("{\"days\": 1}").contains("\"partitions_changed\":2"));
    assertEquals(Map.of(
        List.of("example.com", "2026-11-20", "click"), LocalGlue.LOCATION + "domain_name=example.com/event_date=2026-11-20/event_name=click/",
        List.of("example.com", "2026-11-20", "add to/cart"),
        LocalGlue.LOCATION + "domain_name=example.com/event_date=2026-11-20/event_name=add%20to%2Fcart/"), glue.partitions());
    assertTrue(call("{\"days\": 1}").contains("\"partitions_changed\":0"));
    delete(lake.lake().incoming() + "domain_name=example.com/event_type=track/");
    assertTrue(call("{\"days\": 1}").contains("\"partitions_changed\":2"));
    assertEquals(Map.of(), glue.partitions());
  }

  /** Of a day far back, too, which is not compared. */
  @Test
  void anErasedSiteLeavesTheCatalogInTheNight() throws Exception {
    String lines = lake.event("a", 0, "click").event("b", 1, "search").lines();
    lake.clear();
    for (String site : List.of("a.example", "example.com", "m.example", "z.example")) {
      lake.ingest(lines.replace("hn=example.com", "hn=" + site), false);
    }
    call("{\"days\": 1}");
    assertEquals(8, glue.partitions().size());
    for (String site : List.of("m.example", "z.example", "a.example", "example.com")) {
      new DomainErasure(lake.lake(), CLOCK).erase(site);
      assertTrue(call("{\"days\": 0}", 0, LATER).contains("\"partitions_changed\":0"));
      assertTrue(call("{\"days\": 1}", 0, LATER).contains("\"partitions_changed\":2"), site);
      assertFalse(glue.partitions().keySet().toString().contains(site), glue.partitions().toString());
    }
  }

  @Test
  void moreNamesThanOneCallTakes() throws Exception {
    for (int i = 0; i < 230; i++) {
      lake.event("a", i, "name-" + i);
    }
    lake.ingest();
    assertTrue(call("{\"days\": 1}").contains("\"partitions_changed\":230"));
    assertEquals(230, glue.partitions().size());
  }

  @Test
  void doesNothingWhereAnotherCommandBuilds() throws Exception {
    lake.view("a", 0, "/").ingest();
    Lease other = Lease.take(lake.lake(), "repartition", Clock.systemUTC());
    assertTrue(call("{\"days\": 1}").contains("\"busy\":\"repartition by "));
    other.close();
    assertEquals(List.of(), lake.query("select * from stats"));
    assertTrue(context.log.get(0).startsWith("nothing was done: repartition by "), context.log.toString());
  }

  private void damage(String date) throws IOException {
    String path = lake.lake().store().list(lake.lake().incoming()).stream().map(LakeFile::path).filter(file -> file.contains(date))
        .findFirst().orElseThrow();
    Files.writeString(folder.resolve("lake").resolve(path), "no Parquet");
  }

  @Test
  void throwsWhereADayCannotBeBuiltAndQuotesNothing() throws Exception {
    lake.view("a", 0, "/").ingest();
    damage("2026-11-20");
    IOException failure = assertThrows(IOException.class, () -> call("{\"days\": 1}"));
    assertEquals("the build failed: example.com on 2026-11-20 cannot be built (Invalid Input Error); aggregate on a machine of your own tells more",
        failure.getMessage());
    assertNull(failure.getCause());
  }

  @Test
  void theCatalogHearsOfTheDaysThatCanBeBuilt() throws Exception {
    lake.view("a", 0, "/").event("a", A_DAY, "click").ingest();
    damage("2026-11-20");
    assertThrows(IOException.class, () -> call("{\"days\": 1}"));
    assertEquals(List.of(List.of("example.com", "2026-11-21", "click")), List.copyOf(glue.partitions().keySet()));
  }

  @Test
  void throwsWhereTheCatalogTakesNothing() throws Exception {
    lake.event("a", 0, "click").ingest();
    glue.refuse();
    LakeException failure = assertThrows(LakeException.class, () -> call("{\"days\": 1}"));
    assertTrue(failure.getMessage().startsWith("Glue did not take 1 partitions of tarn.events"), failure.getMessage());
  }

  @Test
  void anEventWithoutDaysIsRefused() {
    for (String event : List.of("{}", "{\"days\": -1}", "{\"days\": \"7\"}", "{\"days\": 100000}", "[]")) {
      assertTrue(assertThrows(IOException.class, () -> call(event)).getMessage().startsWith("the event names no days"));
    }
  }
}
