package tarn.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static tarn.event.EventColumn.*;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({"/a/, /a/, /a", "/a, /a, /a", "/a//, /a//, /a", "/, /, /", "//, //, /", "/a%252F, /a/, /a"})
  void keepsTheSlashAtTheEndUnlessToldToTrimIt(String sent, String kept, String trimmed) {
    TestHits hit = hit().with("pa", sent);
    assertEquals(kept, hit.event().get(REQUEST_PATH));
    assertEquals(trimmed, trimmed(hit).get(REQUEST_PATH));
    assertEquals("https://example.com/", trimmed(hit).get(REQUEST_URL));
  }

  @Test
  void viewsOfPathsThatDifferInTheirLastSlashAreOfOnePageWhereItIsTrimmed() {
    TestHits with = hit().with("pa", "/a/");
    TestHits without = hit().with("pa", "/a");
    assertNotEquals(with.event().get(DAILY_PAGE_VIEW_ID), without.event().get(DAILY_PAGE_VIEW_ID));
    assertEquals(trimmed(with).get(DAILY_PAGE_VIEW_ID), trimmed(without).get(DAILY_PAGE_VIEW_ID));
  }

  private static Event trimmed(TestHits hit) {
    return ((Outcome.Ok) hit.outcome(new PixelOptions(AllowList.everything()).withTrimSlash(true))).event();
  }
}
