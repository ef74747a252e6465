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
}
