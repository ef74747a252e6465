package tarn.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.aggregate.ReadOnlyLake;
import tarn.aggregate.SmallLake;

/** What the questions answer is what the generator put in, by its own count, and what plain SQL over single rows says. */
class QuestionsTest {
  private static final int ALL = 100_000;

  @TempDir
  static Path folder;

  private static TrafficLake traffic;
  private static ReadOnlyLake lake;

  @BeforeAll
  static void fill() throws Exception {
    traffic = TrafficLake.make(folder, LocalDate.parse("2026-11-17"), 4);
    lake = new ReadOnlyLake(traffic.lake());
  }

  @AfterAll
  static void close() throws Exception {
    lake.close();
  }

  private static Filter everything() {
    return Filter.of(traffic.period());
  }

  private static Counts sum(List<HourCounts> hours) {
    return hours.stream().map(HourCounts::counts).reduce(Counts.NONE, Counts::plus);
  }

  private static long number(String sql) throws Exception {
    try (ResultSet row = lake.query(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TrafficLake.SHOP, TrafficLake.BLOG})
  void theHoursAddUpToWhatWasPutIn(String domain) throws Exception {
    Counts sum = sum(Questions.over(lake, everything().domain(domain)).hours());
    var truth = traffic.truth().sites().get(domain);
    assertEquals(truth.pageViews(), sum.pageViews());
    assertEquals(truth.visits(), sum.visits());
    assertEquals(truth.dailyVisitors(), sum.dailyVisitors());
    assertEquals(truth.bounces(), sum.bounces());
  }

  @Test
  void everyDimensionAddsUpToTheWhole() throws Exception {
    Counts whole = sum(Questions.over(lake, everything()).hours());
    Map<Dimension, List<ValueCounts>> breakdown = Questions.over(lake, everything()).breakdown(ALL);
    assertEquals(Dimension.values().length - 1, breakdown.size());
    breakdown.forEach((dimension, values) ->
        assertEquals(whole, values.stream().map(ValueCounts::counts).reduce(Counts.NONE, Counts::plus), dimension.name()));
  }

  @Test
  void pagesAddUpAndEveryVisitBeginsAndEndsOnce() throws Exception {
    Counts whole = sum(Questions.over(lake, everything()).hours());
    List<PageCounts> pages = Questions.over(lake, everything()).pages(ALL);
    assertEquals(whole.pageViews(), pages.stream().mapToLong(PageCounts::pageViews).sum());
    assertEquals(whole.visits(), pages.stream().mapToLong(PageCounts::entries).sum());
    assertEquals(whole.visits(), pages.stream().mapToLong(PageCounts::exits).sum());
    assertEquals(number("select count(distinct daily_page_view_id || event_date) from hits where event_type = 'pageview'"),
        pages.stream().mapToLong(PageCounts::uniquePageViews).sum());
  }

  @Test
  void eventsAreThoseThatWerePutIn() throws Exception {
    Map<String, Long> events = Questions.over(lake, everything().domain(TrafficLake.SHOP)).events(ALL).stream()
        .collect(Collectors.toMap(EventCounts::name, EventCounts::events));
    assertEquals(new TreeMap<>(traffic.truth().sites().get(TrafficLake.SHOP).events()), new TreeMap<>(events));
  }

  @Test
  void aGoalIsReachedInTheVisitsThatHaveTheEvent() throws Exception {
    String event = Questions.over(lake, everything()).events(1).get(0).name();
    Goal goal = Questions.over(lake, everything()).goal(event, ALL);
    long reached = number("select count(distinct session_id) from hits where event_name = '" + event + "' and session_id is not null");
    assertTrue(reached > 10, "only " + reached + " visits");
    assertEquals(reached, goal.all().reached());
    assertEquals(sum(Questions.over(lake, everything()).hours()).visits(), goal.all().visits());
    for (List<GoalRate> split : List.of(goal.channels(), goal.landingPages())) {
      assertEquals(reached, split.stream().mapToLong(GoalRate::reached).sum());
      assertEquals(goal.all().visits(), split.stream().mapToLong(GoalRate::visits).sum());
    }
    assertEquals(0, Questions.over(lake, everything()).goal("' or 1=1 --", ALL).all().reached());
  }

  @Test
  void theTimeBeforeIsAskedAlike() throws Exception {
    Period before = new Period(traffic.firstDay(), traffic.firstDay().plusDays(1));
    Period period = new Period(traffic.lastDay().minusDays(1), traffic.lastDay());
    assertEquals(before, period.before());
    Questions questions = Questions.over(lake, Filter.of(period));
    Counts expected = sum(Questions.over(lake, Filter.of(before)).hours());
    assertEquals(expected, sum(questions.hours(before)));
    questions.breakdown(ALL).get(Dimension.DEVICE).forEach(value -> assertTrue(value.earlier().visits() > 0, value.toString()));
    assertEquals(expected.visits(), questions.engagement().get(false).visits());
    assertEquals(expected.visits(), questions.goal("none", 1).all().earlierVisits());
  }

  private static Filter lastTwoDays() {
    return Filter.of(new Period(traffic.lastDay().minusDays(1), traffic.lastDay()));
  }

  /** What a list tells of the time before is what it tells of that time when asked about it alone. */
  @Test
  void everyListKnowsTheTimeBefore() throws Exception {
    Questions now = Questions.over(lake, lastTwoDays());
    Questions before = Questions.over(lake, Filter.of(lastTwoDays().period().before()));
    assertEqualWhereBoth(before.pages(ALL), page -> page.domain() + page.path(), PageCounts::pageViews,
        now.pages(ALL), PageCounts::earlierPageViews);
    assertEqualWhereBoth(before.campaigns(ALL), QuestionsTest::tags, CampaignCounts::visits, now.campaigns(ALL), CampaignCounts::earlierVisits);
    assertEqualWhereBoth(before.events(ALL), EventCounts::name, EventCounts::events, now.events(ALL), EventCounts::earlierEvents);
    String event = now.events(1).get(0).name();
    assertEqualWhereBoth(before.goal(event, ALL).landingPages(), rate -> rate.domain() + rate.value(), GoalRate::reached,
        now.goal(event, ALL).landingPages(), GoalRate::earlierReached);
    for (Dimension dimension : now.breakdown(ALL).keySet()) {
      assertEqualWhereBoth(before.breakdown(ALL).get(dimension), value -> String.valueOf(value.value()), value -> value.counts().visitSeconds(),
          now.breakdown(ALL).get(dimension), value -> value.earlier().visitSeconds());
    }
  }

  private static <T> void assertEqualWhereBoth(List<T> before, Function<T, String> key, ToLongFunction<T> number, List<T> now, ToLongFunction<T> earlier) {
    Map<String, Long> alone = before.stream().collect(Collectors.toMap(key, number::applyAsLong));
    int both = 0;
    for (T row : now) {
      both += alone.containsKey(key.apply(row)) ? 1 : 0;
      assertEquals(alone.getOrDefault(key.apply(row), 0L), earlier.applyAsLong(row), row.toString());
    }
    assertTrue(both > 0, now.toString());
  }

  private static String tags(CampaignCounts campaign) {
    return campaign.campaign() + "/" + campaign.source() + "/" + campaign.medium();
  }

  @Test
  void campaignsAreTheVisitsWithTheirTags() throws Exception {
    List<CampaignCounts> campaigns = Questions.over(lake, everything()).campaigns(ALL);
    assertTrue(campaigns.size() > 1, campaigns.toString());
    for (CampaignCounts campaign : campaigns) {
      String whose = " from sessions where coalesce(utm_campaign, 'null') = '" + campaign.campaign() + "' and coalesce(utm_source, 'null') = '"
          + campaign.source() + "' and coalesce(utm_medium, 'null') = '" + campaign.medium() + "'";
      assertEquals(number("select count(*)" + whose), campaign.visits());
      assertEquals(number("select sum(is_bounce)" + whose), campaign.bounces());
      assertEquals(number("select sum(page_view_cnt)" + whose), campaign.pageViews());
    }
    assertEquals(number("select count(*) from sessions where utm_campaign is not null or utm_source is not null or utm_medium is not null"),
        campaigns.stream().mapToLong(CampaignCounts::visits).sum());
  }

  @Test
  void engagementIsThatOfTheVisits() throws Exception {
    Engagement engagement = Questions.over(lake, everything().where(Dimension.DEVICE, "Mobile").page("/*").exclude("/")).engagement().get(true);
    String whose = " from sessions where device_type = 'Mobile' and entry_page <> '/'";
    assertEquals(number("select count(*)" + whose), engagement.visits());
    assertEquals(number("select sum(is_engaged)" + whose), engagement.engagedVisits());
    assertTrue(engagement.engagedVisits() > 0 && engagement.engagedVisits() < engagement.visits(), engagement.toString());
  }

  /** Read together for a report, the answers are those of each question by itself, and nothing stays behind. */
  @ParameterizedTest
  @MethodSource("filters")
  void readTogetherTheAnswersAreTheSame(Filter wide) throws Exception {
    Filter filter = new Filter(wide.domain(), lastTwoDays().period(), wide.zone(), wide.where(), wide.pages(), wide.excluded());
    Questions alone = Questions.over(lake, filter);
    for (int again = 0; again < 2; again++) {
      try (Gathering gathering = Gathering.of(lake, filter, traffic.firstDay().minusDays(1))) {
        Questions together = gathering.questions();
        assertEquals(alone.hours(), together.hours());
        assertEquals(alone.hours(traffic.period()), together.hours(traffic.period()));
        assertEquals(alone.pages(ALL), together.pages(ALL));
        assertEquals(alone.breakdown(ALL), together.breakdown(ALL));
        assertEquals(alone.campaigns(ALL), together.campaigns(ALL));
        assertEquals(alone.events(ALL), together.events(ALL));
        assertEquals(alone.engagement(), together.engagement());
        assertEquals(alone.goal("signup", ALL), together.goal("signup", ALL));
      }
    }
  }

  static Stream<Filter> filters() {
    Filter all = everything();
    return Stream.of(all, all.where(Dimension.CHANNEL, "Direct"), all.where(Dimension.CHANNEL, "Direct").where(Dimension.CHANNEL, "Email"),
        all.where(Dimension.DEVICE, "Mobile").where(Dimension.UTM_SOURCE, ""), all.page("/"), all.page("/posts/*").page("/c/*"),
        all.exclude("/"), all.page("*").exclude("*a*"), all.domain(TrafficLake.BLOG).where(Dimension.PAGE, "/"),
        all.where(Dimension.COUNTRY, "DE").page("/*"), all.zone(ZoneId.of("America/New_York")), all.zone(ZoneId.of("Asia/Kolkata")));
  }

  /** Stats and sessions tell the same visits, through two conditions. */
  @ParameterizedTest
  @MethodSource("filters")
  void filteredVisitsAreTheSameInEveryTable(Filter filter) throws Exception {
    Questions questions = Questions.over(lake, filter);
    long visits = sum(questions.hours()).visits();
    assertTrue(visits > 0);
    assertEquals(visits, questions.engagement().getOrDefault(true, Engagement.NONE).visits());
    assertEquals(visits, questions.goal("none", 1).all().visits());
    assertEquals(visits, questions.pages(ALL).stream().mapToLong(PageCounts::entries).sum());
  }

  @Test
  void exitsOfFilteredPagesAreOfEveryVisitThatEndedThere() throws Exception {
    assertEquals(number("select count(*) from sessions where exit_page like '/c/%' and channel = 'Direct'"),
        Questions.over(lake, everything().page("/c/*").where(Dimension.CHANNEL, "Direct")).pages(ALL).stream()
            .mapToLong(PageCounts::exits).sum());
  }

  @Test
  void filtersOfEventsAreAboutTheirVisit() throws Exception {
    long expected = number("select count(*) from hits where event_type = 'track' and session_id in"
        + " (select session_id from hits where is_entry = 1 and device_type = 'Mobile')");
    assertTrue(expected > 0);
    assertEquals(expected, Questions.over(lake, everything().where(Dimension.DEVICE, "Mobile")).events(ALL).stream()
        .mapToLong(EventCounts::events).sum());
    assertEquals(number("select count(*) from events where request_path = '/'"),
        Questions.over(lake, everything().page("/")).events(ALL).stream().mapToLong(EventCounts::events).sum());
  }

  @ParameterizedTest
  @ValueSource(strings = {"' or 1=1 --", "%", "_", "\\", "/%", "?", "{filter}"})
  void valuesAndPatternsAreNeverSql(String hostile) throws Exception {
    assertEquals(List.of(), Questions.over(lake, everything().domain(hostile)).hours());
    assertEquals(List.of(), Questions.over(lake, everything().page(hostile)).hours());
    for (Dimension dimension : Dimension.values()) {
      assertEquals(List.of(), Questions.over(lake, everything().where(dimension, hostile)).hours());
      assertEquals(List.of(), Questions.over(lake, everything().where(dimension, hostile)).events(ALL));
    }
    assertEquals(sum(Questions.over(lake, everything()).hours()), sum(Questions.over(lake, everything().exclude(hostile)).hours()));
  }

  @Test
  void anHourBelongsToTheDayInWhichItBegins() {
    LocalDate day = LocalDate.parse("2026-10-25");
    assertEquals("2026-10-24T22:00", Period.hourFrom(day, ZoneId.of("Europe/Berlin")).toString());
    assertEquals("2026-10-25T23:00", Period.hourFrom(day.plusDays(1), ZoneId.of("Europe/Berlin")).toString());
    assertEquals("2026-10-24T19:00", Period.hourFrom(day, ZoneId.of("Asia/Kolkata")).toString());
  }

  @Test
  void daysTellWhatThereIs() throws Exception {
    List<SiteDays> days = SiteDays.of(traffic.lake(), null);
    assertEquals(List.of(TrafficLake.BLOG, TrafficLake.SHOP), days.stream().map(SiteDays::domain).toList());
    assertEquals(traffic.firstDay(), days.get(1).firstDay());
    assertEquals(traffic.lastDay(), days.get(1).lastDay());
    assertEquals(number("select epoch_ms(max(session_end_timestamp)) from sessions where domain_name = '" + TrafficLake.SHOP + "'"),
        days.get(1).lastHit().toEpochMilli());
    assertEquals(List.of(days.get(0)), SiteDays.of(traffic.lake(), TrafficLake.BLOG));
  }

  @Test
  void aCauseIsWhatDiffersMost(@TempDir Path other) throws Exception {
    SmallLake small = new SmallLake(other);
    long week = 7 * 24 * 3600 * 1000L;
    for (int visitor = 1; visitor <= 4; visitor++) {
      small.view("192.0.2." + visitor, -2 * week, "/usual").view("192.0.2." + visitor, -week, "/usual")
          .view("192.0.2." + visitor, 0, "/usual").view("192.0.2." + (visitor + 9), 0, "/new");
    }
    small.ingest().aggregate();
    try (ReadOnlyLake open = new ReadOnlyLake(small.lake())) {
      LocalDate day = LocalDate.parse("2026-11-20");
      List<Cause> causes = Questions.over(open, Filter.of(new Period(day, day)))
          .causes("example.com", Instant.parse("2026-11-20T12:00:00Z"), Instant.parse("2026-11-20T13:00:00Z"), 2);
      assertEquals(new Cause(Dimension.PAGE, "/new", 4), causes.stream().filter(cause -> cause.dimension() == Dimension.PAGE).findFirst().get());
    }
  }

  @Test
  void aLakeWithNothingInItAnswers(@TempDir Path other) throws Exception {
    SmallLake empty = new SmallLake(other);
    assertEquals(List.of(), SiteDays.of(empty.lake(), null));
    assertEquals(List.of(), SiteDays.of(empty.lake(), "example.com"));
    try (ReadOnlyLake open = new ReadOnlyLake(empty.lake())) {
      Questions questions = Questions.over(open, everything());
      assertEquals(List.of(), questions.hours());
      assertEquals(Map.of(), questions.breakdown(5));
      assertEquals(List.of(), questions.pages(5));
      assertEquals(List.of(), questions.campaigns(5));
      assertEquals(List.of(), questions.events(5));
      assertEquals(Map.of(), questions.engagement());
      assertEquals(new GoalRate(null, null, 0, 0, 0, 0), questions.goal("x", 5).all());
    }
  }
}
