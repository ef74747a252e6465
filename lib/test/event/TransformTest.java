package tarn.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static tarn.event.EventColumn.*;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.enrich.AllowList;
import tarn.enrich.SaltDestroyed;
import tarn.enrich.Salts;
import tarn.log.LogFormat;
import tarn.log.MalformedLine;

class TransformTest {
  private static final long ARRIVAL = TestHits.ARRIVAL_MILLIS;

  private static TestHits hit() {
    return new TestHits();
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "200", "204", "304"})
  void countsAnswersThatTheViewerHadOrDidNotWaitFor(String status) {
    assertEquals("example.com", ((Outcome.Ok) hit().status(status).outcome()).event().get(DOMAIN_NAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"301", "403", "404", "500"})
  void dropsOtherAnswers(String status) {
    assertEquals(new Outcome.Dropped("another status"), hit().status(status).outcome());
  }

  @Test
  void dropsOtherPathsBeforeItLooksAtTheRest() {
    assertEquals(new Outcome.Dropped("another path"), hit().stem("/favicon.ico").without("hn").outcome());
  }

  @ParameterizedTest
  @CsvSource({"EXAMPLE.com, example.com", "www.Example.com., example.com", "example.com:8080, example.com"})
  void spellsDomainsInOneWay(String hostName, String domain) {
    assertEquals(domain, hit().with("hn", hostName).event().get(DOMAIN_NAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../..", "a..b", "-a.com", "a_b/c", "example.com:x", "%2525", "%252e%252e"})
  void quarantinesWhatIsNoHostName(String hostName) {
    assertEquals(new Outcome.Failed("hn is no host name"), hit().with("hn", hostName).outcome());
  }

  @Test
  void quarantinesHostNamesOfThreeHundredCharacters() {
    assertEquals(new Outcome.Failed("hn is no host name"), hit().with("hn", "a.".repeat(149) + "de").outcome());
  }

  @Test
  void quarantinesAMissingHostName() {
    assertEquals(new Outcome.Failed("hn is missing"), hit().without("hn").outcome());
  }

  @Test
  void matchesTheAllowListExactly() {
    PixelOptions options = new PixelOptions(AllowList.of(List.of("WWW.Example.com")));
    assertEquals("example.com", ((Outcome.Ok) hit().outcome(options)).event().get(DOMAIN_NAME));
    assertEquals(new Outcome.Dropped("domain not on the allow-list"), hit().with("hn", "sub.example.com").outcome(options));
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400_000, 0, 600_000})
  void believesClocksFromADayBeforeToTenMinutesAfterArrival(long offset) {
    long arrival = ARRIVAL + 500;
    Event event = hit().with("ts", Long.toString(arrival + offset)).event();
    assertEquals((arrival + offset) * 1000, event.get(EVENT_TIMESTAMP));
    assertEquals((int) (offset + 500), event.get(ARRIVAL_DELAY_MS));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 86_400_000, 4_080_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE + 1})
  void takesTheLogsClockWhereTheBrowsersIsAbsurd(long browserMillis) {
    Event event = hit().with("ts", Long.toString(browserMillis)).event();
    assertEquals((ARRIVAL + 500) * 1000, event.get(EVENT_TIMESTAMP));
    assertEquals(0, event.get(ARRIVAL_DELAY_MS));
  }

  @Test
  void takesTheLogsClockWhereTheBrowsersIsMissing() {
    assertEquals((ARRIVAL + 500) * 1000, hit().without("ts").event().get(EVENT_TIMESTAMP));
  }

  @Test
  void quarantinesATimeThatIsNoNumber() {
    assertEquals(new Outcome.Failed("ts is no number"), hit().with("ts", "soon").outcome());
  }

  @Test
  void anEventHasTheIdOfThePageViewItBelongsTo() {
    Event view = hit().event();
    Event event = hit().with("t", "tr").with("en", "signup").with("pt", ARRIVAL + "").with("ts", (ARRIVAL + 400) + "").event();
    assertEquals(view.get(PAGE_VIEW_ID), event.get(PAGE_VIEW_ID));
    assertEquals("track", event.get(EVENT_TYPE));
  }

  @Test
  void aPageViewIsNamedByItsOwnTimeOnly() {
    assertEquals(hit().event().get(PAGE_VIEW_ID), hit().with("pt", "1").event().get(PAGE_VIEW_ID));
    assertEquals(hit().event().get(PAGE_VIEW_ID), hit().with("pt", "soon").event().get(PAGE_VIEW_ID));
  }

  @Test
  void idsTellPageViewsPathsAndVisitorsApart() {
    Event home = hit().event();
    Event later = hit().with("ts", (ARRIVAL + 1) + "").event();
    Event other = hit().with("pa", "%252Fother").event();
    assertNotEquals(home.get(PAGE_VIEW_ID), later.get(PAGE_VIEW_ID));
    assertEquals(home.get(DAILY_PAGE_VIEW_ID), later.get(DAILY_PAGE_VIEW_ID));
    assertNotEquals(home.get(DAILY_PAGE_VIEW_ID), other.get(DAILY_PAGE_VIEW_ID));
    assertEquals(home.get(DAILY_VISITOR_ID), other.get(DAILY_VISITOR_ID));
  }

  @Test
  void quarantinesHitsOfADayWhoseSaltIsGone() throws MalformedLine {
    Salts destroyed = day -> {
      throw new SaltDestroyed();
    };
    Transform transform = new Transform(new PixelOptions(AllowList.everything()), destroyed);
    assertEquals(new Outcome.Failed("salt destroyed"), transform.apply(LogFormat.REALTIME.parser().parse(hit().line())));
  }

  @Test
  void quarantinesUnknownTypesAndNamelessEvents() {
    assertEquals(new Outcome.Failed("unknown t"), hit().with("t", "xx").outcome());
    assertEquals(new Outcome.Failed("unknown t"), hit().without("t").outcome());
    assertEquals(new Outcome.Failed("event without a name"), hit().with("t", "tr").outcome());
    assertEquals(new Outcome.Failed("event without a name"), hit().with("t", "tr").with("en", "%2520").outcome());
  }

  @Test
  void cutsEventNamesAtHundredCharacters() {
    Event event = hit().with("t", "tr").with("en", "a".repeat(10_000)).event();
    assertEquals("a".repeat(100), event.get(EVENT_NAME));
  }

  @ParameterizedTest
  @CsvSource({"%25C3%25BC, 40", "A, 80", "%25F0%259F%2598%2580, 20"})
  void cutsEventNamesAtTwoHundredFortyEncodedBytes(String character, int kept) {
    String name = (String) hit().with("t", "tr").with("en", character.repeat(200)).event().get(EVENT_NAME);
    assertEquals(kept, name.codePointCount(0, name.length()));
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {
      "https%253A%252F%252Fwww.google.com%252F, google.com, Organic Search",
      "https%253A%252F%252Fmicrosoft.com%252F, microsoft.com, Referral",
      "https%253A%252F%252Fnetflix.com%252F, netflix.com, Referral",
      "https%253A%252F%252Fexample.com%252Fabout, -, -",
      "https%253A%252F%252Fwww.example.com, -, -",
      "no url at all, Direct / None, Direct"})
  void knowsWhereAVisitorCameFrom(String referrer, String domain, String channel) {
    Event event = hit().with("r", referrer).event();
    assertEquals(domain, event.get(REFERRER_DOMAIN_NAME));
    assertEquals(channel, event.get(CHANNEL));
  }

  @Test
  void takesCampaignTagsFromThePageWhereTheTrackerSentNone() {
    Event event = hit().with("u", "https%253A%252F%252Fexample.com%252F%253FUTM_Medium%253Demail%2526utm_source%253Dspring%252Bnews").event();
    assertEquals("spring news", event.get(UTM_SOURCE));
    assertEquals("Email", event.get(CHANNEL));
  }

  @Test
  void readsPagesAndReferrersOfBrowsersWithoutScripts() {
    Event event = hit().stem("/noscript.gif").referer("https://www.example.com/a%2520b?c").event();
    assertEquals("example.com", event.get(DOMAIN_NAME));
    assertEquals("/a b", event.get(REQUEST_PATH));
    assertNull(event.get(REFERRER_DOMAIN_NAME));
    assertEquals(0, event.get(ARRIVAL_DELAY_MS));
    assertEquals(new Outcome.Failed("noscript hit without Referer"), hit().stem("/noscript.gif").outcome());
  }

  @ParameterizedTest
  @CsvSource({"%252F%2525, /%", "%252Fcaf%2525C3%2525A9%253Fq%2523f, /café", "%252F%zz, /%zz", "%252F100%252525, /100%"})
  void decodesPathsOnceMoreAndToleratesBrokenOnes(String sent, String path) {
    assertEquals(path, hit().with("pa", sent).event().get(REQUEST_PATH));
  }

  @Test
  void numbersOutOfRangeBecomeNull() {
    Event event = hit().with("d", "99999999999").with("c", "many").with("m", "Infinity").with("w", "-1").with("h", "2").event();
    assertNull(event.get(DEVICE_COLOR_DEPTH));
    assertNull(event.get(DEVICE_CORES));
    assertNull(event.get(DEVICE_MEMORY));
    assertNull(event.get(DEVICE_OUTER_RESOLUTION));
  }

  @Test
  void loneSurrogatesInTitlesBecomeReplacementCharacters() {
    String title = (String) hit().with("ti", "a%25ED%25A0%2580b").event().get(PAGE_TITLE);
    assertEquals(title, new String(title.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void keepsEventDataThatIsNoJson() {
    assertEquals("{oops", hit().with("t", "tr").with("en", "x").with("pr", "%257Boops").event().get(EVENT_DATA));
  }

  @Test
  void countsPagesOfAccessLogsWhenAsked() throws MalformedLine {
    String page = "203.0.113.7 - - [20/Nov/2026:12:00:00 +0000] \"GET /a/b?utm_source=x HTTP/1.1\" 200 5 \"https://t.co/x\" \"Mozilla/5.0\"";
    Transform pages = new Transform(new PixelOptions(AllowList.everything(), "www.example.com"), TestHits.SALTS);
    Event event = ((Outcome.Ok) pages.apply(LogFormat.COMBINED.parser().parse(page))).event();
    assertEquals("/a/b", event.get(REQUEST_PATH));
    assertEquals("x", event.get(UTM_SOURCE));
    assertEquals("t.co", event.get(REFERRER_DOMAIN_NAME));
    assertEquals(new Outcome.Dropped("no page request"),
        pages.apply(LogFormat.COMBINED.parser().parse(page.replace("/a/b", "/a/b.css"))));
    assertEquals(new Outcome.Dropped("no page request"),
        pages.apply(LogFormat.COMBINED.parser().parse(page.replace("/a/b", "http://elsewhere.example/a"))));
  }
}
