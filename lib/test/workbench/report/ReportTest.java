package tarn.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.lake.S3Server;

/** The report tells what was put in, as numbers, as a page and as a text, and nothing in a lake makes it do more. */
class ReportTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  private static final Period NO_PERIOD = new Period(LocalDate.EPOCH, LocalDate.EPOCH);
  private static final Set<String> TAGS = Set.of("!doctype", "html", "head", "meta", "title", "link", "style", "body", "header", "h1", "h2",
      "h3", "p", "span", "nav", "a", "main", "section", "dl", "div", "dt", "dd", "svg", "polyline", "polygon", "line", "rect", "circle",
      "text", "figure", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "bdi", "b", "ul", "li", "i", "footer", "script", "code");

  @TempDir
  static Path folder;

  private static TrafficLake traffic;

  @BeforeAll
  static void fill() throws Exception {
    traffic = TrafficLake.make(folder, LocalDate.parse("2026-11-18"), 4);
  }

  private static ReportOrder order(String domain, String from, String to) {
    return new ReportOrder(from == null ? null : LocalDate.parse(from), to == null ? null : LocalDate.parse(to), 28,
        Filter.of(NO_PERIOD).domain(domain), List.of());
  }

  private static Report read(Lake lake, ReportOrder order, Instant now) throws Exception {
    return ReportReader.read(lake, order, List.of(), now);
  }

  private static Report asked(String domain, String from, String to) throws Exception {
    return read(traffic.lake(), order(domain, from, to), NOW);
  }

  @Test
  void theDaysAreThoseThatAreWhole() throws Exception {
    assertEquals(traffic.period(), asked(null, null, null).filter().period());
    // The last day is not over; with it alone there is nothing else to tell.
    assertEquals(new Period(traffic.firstDay(), LocalDate.parse("2026-11-20")),
        read(traffic.lake(), order(null, null, null), Instant.parse("2026-11-21T20:00:00Z")).filter().period());
    assertEquals(traffic.firstDay(), read(traffic.lake(), order(null, null, null), Instant.parse("2026-11-18T20:00:00Z")).filter().period().lastDay());
    assertEquals(new Period(LocalDate.parse("2026-11-19"), LocalDate.parse("2026-11-19")), asked(null, "2026-11-19", "2026-11-19").filter().period());
    // In New York the last day with data goes on for five hours more.
    ReportOrder newYork = new ReportOrder(null, null, 28, Filter.of(NO_PERIOD).zone(ZoneId.of("America/New_York")), List.of());
    assertEquals(LocalDate.parse("2026-11-20"), read(traffic.lake(), newYork, NOW).filter().period().lastDay());
  }

  @Test
  void everyNumberIsWhatWasPutIn() throws Exception {
    Report all = asked(null, null, null);
    assertNull(all.domain());
    for (SiteReport site : all.sites()) {
      var truth = traffic.truth().sites().get(site.domain());
      assertEquals(truth.pageViews(), site.counts().pageViews());
      assertEquals(truth.visits(), site.counts().visits());
      assertEquals(truth.pageViews(), site.traffic().stream().mapToLong(point -> point.counts().pageViews()).sum());
      Report one = asked(site.domain(), null, null);
      assertEquals(site.counts(), one.counts());
      assertEquals(truth.dailyVisitors(), one.counts().dailyVisitors());
      assertEquals(truth.bounces(), one.counts().bounces());
    }
    assertEquals(all.counts(), all.sites().stream().map(SiteReport::counts).reduce(Counts.NONE, Counts::plus));
    // Each weekday is there once or not at all.
    assertEquals(all.counts().pageViews(), all.week().pageViews().stream().flatMap(List::stream)
        .mapToDouble(value -> value == null ? 0 : value).sum(), 1e-6);
  }

  @Test
  void theTimeBeforeIsToldWhereTheLakeKnowsAllOfIt() throws Exception {
    Report known = asked(null, "2026-11-20", "2026-11-21");
    assertEquals(asked(null, "2026-11-18", "2026-11-19").counts(), known.earlier());
    assertEquals(known.traffic().size(), known.earlierTraffic().size());
    assertTrue(ReportPage.of(known).contains("compared with 18 to 19 Nov 2026"));
    Report unknown = asked(null, "2026-11-19", "2026-11-21");
    assertNull(unknown.earlier());
    assertFalse(ReportPage.of(unknown).contains("compared with"));
  }

  @Test
  void jsonHasTheSameNumbers() throws Exception {
    Report report = asked(TrafficLake.SHOP, null, null);
    JsonNode json = new ObjectMapper().readTree(ReportJson.of(report));
    assertEquals(report.counts().pageViews(), json.at("/counts/page_views").asLong());
    assertEquals(report.counts().bounceRate(), json.at("/counts/bounce_rate").asDouble());
    assertEquals("2026-11-18", json.at("/filter/period/first_day").asText());
    assertEquals("Z", json.at("/filter/zone").asText());
    assertEquals(report.by(Dimension.CHANNEL).get(0).value(), json.at("/breakdown/channel/0/value").asText());
    assertEquals(report.pages().get(0).path(), json.at("/pages/0/path").asText());
    assertEquals("2026-11-18T00:00", json.at("/traffic/0/start").asText());
  }

  /** Two reports of the same lake can be compared as texts. */
  @Test
  void keysOfJsonStandInOneOrder() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ReportJson.of(asked(null, null, null)));
    assertEquals(List.of("page_views", "daily_visitors", "visits", "bounces", "visit_seconds", "average_visit_seconds", "bounce_rate",
        "page_views_per_visit"), names(json.path("counts")));
    assertEquals(List.of("domain", "filter", "counts", "earlier", "engagement"), names(json).subList(0, 5));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void thePageTellsTheNumbersAndNeedsNothingElse() throws Exception {
    String page = ReportPage.of(asked(null, null, null));
    for (String domain : List.of(TrafficLake.SHOP, TrafficLake.BLOG)) {
      assertTrue(page.contains("<bdi>" + domain + "</bdi></th>"), domain);
      assertTrue(page.contains("<td>" + Display.number(traffic.truth().sites().get(domain).pageViews()) + "</td>"), domain);
    }
    assertEquals(Set.of(), loads(page));
    assertTrue(page.length() < 300_000, page.length() + " characters");
    // A picture has a table behind it, and says what it shows.
    assertEquals(count(page, "<figure>"), count(page, "<summary>as a table</summary>"));
    assertEquals(count(page, "<svg class=\"(?:wide|narrow|spark)\""), count(page, "role=\"img\" aria-label=\"[^\"]+\""));
  }

  /** Everything that a browser would fetch. */
  private static Set<String> loads(String page) {
    Set<String> loads = new TreeSet<>();
    String body = page.substring(page.indexOf("<meta name=\"viewport\""), page.lastIndexOf("<script>"));
    for (MatchResult link : Pattern.compile("(?:src|href|action|srcset|url|@import)\\s*[=(]?\\s*[\"']?([^\"'\\s>)]+)").matcher(body).results().toList()) {
      if (!link.group(1).startsWith("#") && !link.group(1).equals("data:,")) {
        loads.add(link.group());
      }
    }
    return loads;
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void hostileValuesStayText(@TempDir Path other) throws Exception {
    SmallLake lake = HostileLake.make(other);
    Filter narrowed = Filter.of(NO_PERIOD).exclude("<script>alert(1)</script>").exclude("\" onload=alert(1) x=\"");
    Report report = read(lake.lake(), new ReportOrder(null, null, 28, narrowed, HostileLake.TEXTS.subList(0, 4)), NOW);
    assertEquals(HostileLake.TEXTS.size(), report.counts().pageViews());
    assertTrue(report.events().size() >= HostileLake.TEXTS.size() - 1, report.events().toString());
    String page = ReportPage.of(report);
    String body = page.substring(page.indexOf("</style>") + 8, page.lastIndexOf("<script>"));
    assertEquals(1, count(page, "<script>"));
    assertEquals(1, count(page, "</script>"));
    assertEquals(1, count(page, "</style>"));
    Set<String> tags = new TreeSet<>();
    for (MatchResult tag : Pattern.compile("</?([^\\s/>]+)([^>]*)>").matcher(body).results().toList()) {
      tags.add(tag.group(1));
      assertEquals(0, count(tag.group(2).replaceAll("\"[^\"]*\"", "\"\""), "(?i)\\bon\\w+\\s*=|'"), tag.group());
    }
    tags.removeAll(TAGS);
    assertEquals(Set.of(), tags);
    assertTrue(body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertTrue(body.contains("{{title}}{{{style}}}"));
    assertTrue(body.contains("\\u202e") && body.contains("\\u001b"));
    assertFalse(body.contains("x".repeat(200)));
    assertTrue(page.codePoints().allMatch(c -> c == '\n' || c >= ' ' && c != 0x7f && c != 0x202e));
    new ObjectMapper().readTree(ReportJson.of(report));
    String digest = Digest.of(report);
    assertTrue(digest.codePoints().allMatch(c -> c == '\n' || c >= ' ' && c != 0x7f && c != 0x202e), digest);
    assertFalse(digest.lines().anyMatch(line -> line.startsWith("Spike")), digest);
  }

  @Test
  void onlyTheScriptOfThePageMayRun() throws Exception {
    String page = ReportPage.of(asked(null, null, null));
    String script = page.substring(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));
    String hash = java.util.Base64.getEncoder().encodeToString(
        java.security.MessageDigest.getInstance("SHA-256").digest(script.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertTrue(page.contains("script-src &#39;sha256-" + hash.replace("=", "&#x3D;") + "&#39;"), "the policy names another script");
    assertEquals(0, count(page, " style="));
  }

  @Test
  void spikesAreNamedWithTheirCause(@TempDir Path other) throws Exception {
    SmallLake lake = new SmallLake(other);
    long week = 7 * 24 * 3_600_000L;
    for (int back = 1; back <= 5; back++) {
      for (int visitor = 1; visitor <= 5; visitor++) {
        lake.view("192.0.2." + visitor, -back * week, "/usual");
      }
    }
    for (int visitor = 1; visitor <= 60; visitor++) {
      lake.line("192.0.2." + visitor, visitor, "t=pv&pa=%252Fviral&r=https%253A%252F%252Fnews.example%252F");
    }
    lake.ingest().aggregate();
    ReportOrder order = new ReportOrder(null, null, 7, Filter.of(NO_PERIOD), List.of());
    Report report = read(lake.lake(), order, NOW);
    assertEquals(1, report.anomalies().size(), report.anomalies().toString());
    String digest = Digest.of(report);
    assertTrue(digest.contains("\nSpike: Fri 20 Nov, 12:00 to 13:00, 60 visits where 0 to "), digest);
    assertTrue(digest.contains(" were expected, mostly on /viral, from news.example\n"), digest);
    assertTrue(ReportPage.of(report).contains("mostly on /viral, from news.example"));
    String ofOneDay = ReportPage.of(read(lake.lake(), new ReportOrder(null, null, 1, Filter.of(NO_PERIOD), List.of()), NOW));
    assertTrue(ofOneDay.contains("mostly on /viral, from news.example") && !ofOneDay.contains("does not know them yet"), ofOneDay);
  }

  @Test
  void aGoalThatNoVisitHasIsSaidBesideTheNamesThatThereAre() throws Exception {
    ReportOrder order = new ReportOrder(null, null, 28, Filter.of(NO_PERIOD).domain(TrafficLake.SHOP), List.of("purchase", "purchse"));
    String page = ReportPage.of(read(traffic.lake(), order, NOW));
    assertTrue(page.contains("<bdi>“purchse”</bdi></h3>\n<p class=\"note\"><bdi>No visit had an event of this name. Those of this time are add_to_cart, "), page);
    assertTrue(page.contains("“purchase” by landing page"));
    assertFalse(page.contains("“purchse” by"));
  }

  /** A long lake on S3 is a file for each day of each table: whoever wants few days waits for those only. */
  @Test
  void aReportFromS3FetchesTheDaysThatItTells(@TempDir Path machine) throws Exception {
    SmallLake lake = new SmallLake(S3Server.newLake(machine));
    for (int back = 0; back < 100; back += 10) {
      lake.view("192.0.2.1", -back * 86_400_000L, "/").event("192.0.2.1", -back * 86_400_000L + 1, "signup");
    }
    lake.ingest().aggregate();
    Lake elsewhere = S3Server.lake(lake.lake().toString().substring("s3://".length()), S3Server.endpoint(), machine.resolve("other"));
    Report report = read(elsewhere, new ReportOrder(LocalDate.parse("2026-11-19"), LocalDate.parse("2026-11-20"), 28, Filter.of(NO_PERIOD), List.of("signup")), NOW);
    assertEquals(1, report.counts().visits());
    assertEquals(1, report.goals().get(0).all().reached());
    assertEquals(LocalDate.parse("2026-08-22"), report.freshness().sites().get(0).firstDay());
    try (Stream<Path> copies = Files.walk(machine.resolve("other/cache")).filter(Files::isRegularFile)) {
      // Six weeks before are what is usual: 20 and 10 November, and 31, 21 and 11 October.
      assertEquals(3 * 5, copies.count());
    }
  }

  @Test
  void anEmptyLakeSaysSo(@TempDir Path other) throws Exception {
    Report report = read(new SmallLake(other).lake(), order(null, null, null), NOW);
    assertTrue(report.isEmpty());
    assertTrue(ReportPage.of(report).contains("There is nothing in this lake yet."));
    assertTrue(Digest.of(report).contains("There is nothing in this lake yet."));
    assertNotNull(ReportJson.of(report));
  }

  @Test
  void aTimeWithoutTrafficSaysSo() throws Exception {
    Report report = asked(null, "2025-01-01", "2025-01-02");
    assertTrue(ReportPage.of(report).contains("Nothing was counted in this time."));
  }

  @Test
  void aSiteThatIsNotThereIsNoEmptyReport() {
    LakeException failure = assertThrows(LakeException.class, () -> asked("other.example", null, null));
    assertEquals("the lake has no visit of other.example; its sites are blog.example, shop.example", failure.getMessage());
  }

  @Test
  void changesReadWell() {
    assertEquals("+12 %", Display.change(112, 100));
    assertEquals("−4.8 %", Display.change(95.2, 100));
    assertEquals("±0.0 %", Display.change(100, 100));
    assertEquals("new", Display.change(5, 0));
    assertEquals("×20", Display.change(200, 10));
    assertEquals("−1.2 points", Display.points(0.5, 0.512));
    assertEquals("Germany", Display.country("DE"));
    assertEquals("unknown", Display.country(null));
    assertEquals("17 to 23 Nov 2026", Display.period(new Period(LocalDate.parse("2026-11-17"), LocalDate.parse("2026-11-23"))));
  }
}
