package tarn.workbench.report;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tarn.aggregate.Excerpt;
import tarn.aggregate.ReadOnlyLake;
import tarn.lake.Lake;
import tarn.lake.LakeException;

/** Asks a lake everything that a report tells. */
public final class ReportReader {
  /** How many rows a list has at most, here and in JSON. */
  private static final int MOST_ROWS = 50;
  private static final int MOST_EXPLAINED = 8;
  /** Page views of the latest hours may still be on their way. */
  private static final int HOURS_UNDER_WAY = 2;

  private final Lake lake;
  private final ReportOrder order;
  private final Instant now;
  private final ZoneId zone;

  private ReportReader(Lake lake, ReportOrder order, Instant now) {
    this.lake = lake;
    this.order = order;
    this.now = now;
    this.zone = order.narrowed().zone();
  }

  /**
   * The report of an order.
   *
   * @param staleDays UTC days of all sites that {@code aggregate} would build, as {@code DAY SITE}
   * @throws LakeException when the lake has other sites, but not the one asked for
   */
  public static Report read(Lake lake, ReportOrder order, List<String> staleDays, Instant now) throws SQLException {
    return new ReportReader(lake, order, now).read(staleDays);
  }

  private Report read(List<String> staleDays) throws SQLException {
    List<SiteDays> sites = SiteDays.of(lake, order.narrowed().domain());
    Period period = order.period(sites, now);
    String domain = order.narrowed().domain() != null ? order.narrowed().domain() : sites.size() == 1 ? sites.get(0).domain() : null;
    Filter narrowed = order.narrowed();
    Filter filter = new Filter(domain, period, zone, narrowed.where(), narrowed.pages(), narrowed.excluded());
    LocalDate pastDay = period.firstDay().minusWeeks(Expectation.WEEKS);
    LocalDate earliest = pastDay.isBefore(period.before().firstDay()) ? pastDay : period.before().firstDay();
    // In UTC a day begins up to a day before or after, and where clocks have changed, the same hour weeks before may be one before it.
    Excerpt part = new Excerpt(earliest.minusDays(2), period.lastDay().plusDays(1), domain);
    try (ReadOnlyLake open = new ReadOnlyLake(lake, part); Gathering gathering = Gathering.of(open, filter, earliest)) {
      return report(gathering.questions(), earliest, sites, staleDays);
    }
  }

  private Report report(Questions questions, LocalDate earliest, List<SiteDays> sites, List<String> staleDays) throws SQLException {
    Filter filter = questions.filter();
    Period period = filter.period();
    String domain = filter.domain();
    List<HourCounts> hours = questions.hours(new Period(earliest, period.lastDay()));
    Timeline timeline = Timeline.of(hours, zone);
    Map<String, Timeline> timelines = Timeline.bySite(hours, zone);

    LocalDate oldest = sites.stream().map(SiteDays::firstDay).min(LocalDate::compareTo).orElse(null);
    boolean isComparable = oldest != null && !oldest.isAfter(period.before().firstDay());
    Grain grain = Grain.of(period);
    Map<Boolean, Engagement> engagement = questions.engagement();
    List<Goal> goals = new ArrayList<>();
    for (String goal : order.goals()) {
      goals.add(questions.goal(goal, MOST_ROWS));
    }
    return new Report(domain, filter,
        timeline.sum(period), isComparable ? timeline.sum(period.before()) : null,
        engagement.getOrDefault(true, Engagement.NONE), isComparable ? engagement.getOrDefault(false, Engagement.NONE) : null,
        grain, timeline.points(period, grain), isComparable ? earlier(timeline, period, grain) : List.of(),
        Week.of(timeline, period),
        oldest == null ? List.of() : new Expectation(domain, timeline, wholeDayFrom(oldest), known()).days(period),
        anomalies(questions, sites, timelines, period),
        siteReports(sites, timelines, period, grain),
        questions.pages(MOST_ROWS), questions.breakdown(MOST_ROWS), questions.campaigns(MOST_ROWS), questions.events(MOST_ROWS), goals,
        new Freshness(now, sites, staleDays.stream().filter(day -> domain == null || day.endsWith(" " + domain)).toList(),
            silentDays(timeline, period, oldest)));
  }

  /** As many points as the period has, so that they can be laid over each other. */
  private static List<TrafficPoint> earlier(Timeline timeline, Period period, Grain grain) {
    if (grain == Grain.WEEK || grain == Grain.MONTH) {
      // Weeks and months cut by the ends of a period are not of one length in both.
      return List.of();
    }
    return timeline.points(period.before(), grain);
  }

  private static LocalDate wholeDayFrom(LocalDate firstUtcDay) {
    // The first day of a lake is seldom whole, and where the reader lives it may have begun the day before.
    return firstUtcDay.plusDays(1);
  }

  private LocalDateTime known() {
    return LocalDateTime.ofInstant(now, zone).truncatedTo(ChronoUnit.HOURS).minusHours(HOURS_UNDER_WAY);
  }

  private List<Anomaly> anomalies(Questions questions, List<SiteDays> sites, Map<String, Timeline> timelines, Period period)
      throws SQLException {
    List<Anomaly> all = new ArrayList<>();
    for (SiteDays site : sites) {
      Timeline timeline = timelines.getOrDefault(site.domain(), Timeline.of(List.of(), zone));
      all.addAll(new Expectation(site.domain(), timeline, wholeDayFrom(site.firstDay()), known()).anomalies(period));
    }
    List<Anomaly> largest = all.stream().sorted(Comparator.comparingDouble(Anomaly::weight).reversed()).limit(MOST_EXPLAINED).toList();
    List<Anomaly> explained = new ArrayList<>();
    for (Anomaly anomaly : all) {
      explained.add(largest.contains(anomaly) ? anomaly.because(causes(questions, anomaly, timelines.get(anomaly.domain()))) : anomaly);
    }
    explained.sort(Comparator.comparing(Anomaly::start).thenComparing(Anomaly::domain));
    return explained;
  }

  /** The values that make at least half of the difference. */
  private List<Cause> causes(Questions questions, Anomaly anomaly, Timeline timeline) throws SQLException {
    double difference = 0;
    for (LocalDateTime hour = anomaly.start(); timeline != null && hour.isBefore(anomaly.past()); hour = hour.plusHours(1)) {
      difference += timeline.at(hour).pageViews();
      for (int week = 1; week <= Expectation.WEEKS; week++) {
        difference -= (double) timeline.at(hour.minusWeeks(week)).pageViews() / Expectation.WEEKS;
      }
    }
    double whole = difference;
    return questions.causes(anomaly.domain(), anomaly.start().atZone(zone).toInstant(), anomaly.past().atZone(zone).toInstant(),
        Expectation.WEEKS).stream().filter(cause -> cause.value() != null && cause.difference() * whole > 0 && Math.abs(cause.difference()) >= Math.abs(whole) / 2).toList();
  }

  private static List<SiteReport> siteReports(List<SiteDays> sites, Map<String, Timeline> timelines, Period period, Grain grain) {
    return sites.stream().map(site -> {
      Timeline timeline = timelines.getOrDefault(site.domain(), Timeline.of(List.of(), java.time.ZoneOffset.UTC));
      boolean isComparable = !site.firstDay().isAfter(period.before().firstDay());
      return new SiteReport(site.domain(), timeline.sum(period), isComparable ? timeline.sum(period.before()) : null,
          timeline.points(period, grain));
    }).sorted(Comparator.comparingLong((SiteReport site) -> site.counts().pageViews()).reversed().thenComparing(SiteReport::domain)).toList();
  }

  private static List<LocalDate> silentDays(Timeline timeline, Period period, LocalDate oldest) {
    return period.firstDay().datesUntil(period.lastDay().plusDays(1))
        .filter(day -> oldest != null && !day.isBefore(oldest) && timeline.on(day).pageViews() == 0).toList();
  }
}
