package tarn.workbench.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tarn.aggregate.ReadOnlyLake;

/**
 * What reports and notebooks ask a lake. Each method is one statement, {@code sql/questions/NAME.sql}, in which all values are
 * bound; its answer is small whatever the size of the lake. The lake stays open, and its owner closes it.
 */
public final class Questions {
  private final ReadOnlyLake lake;
  private final Filter filter;
  private final boolean isGathered;

  /** @param isGathered whether {@link Gathering} keeps what they read */
  Questions(ReadOnlyLake lake, Filter filter, boolean isGathered) {
    this.lake = lake;
    this.filter = filter;
    this.isGathered = isGathered;
  }

  /** Questions to the part of a lake that a filter names. */
  public static Questions over(ReadOnlyLake lake, Filter filter) {
    return new Questions(lake, filter, false);
  }

  /** The filter that all answers are about. */
  public Filter filter() {
    return filter;
  }

  /** The traffic of the period by site and UTC hour, in the order of time; hours without a page view are left out. */
  public List<HourCounts> hours() throws SQLException {
    return hours(filter.period());
  }

  /** The same of other days. */
  public List<HourCounts> hours(Period period) throws SQLException {
    Question.Hours hours = Question.Hours.of(period, filter);
    return ask("hours", hours, List.of(hours.first(), hours.past()),
        row -> new HourCounts(row.getString("domain_name"), instant(row, "event_hour_timestamp"), counts(row, "")));
  }

  /**
   * The traffic of the period by every dimension but pages, each apart, most visits first.
   *
   * @param most how many values of a dimension, at least 1
   */
  public Map<Dimension, List<ValueCounts>> breakdown(int most) throws SQLException {
    Map<Dimension, List<ValueCounts>> breakdown = new EnumMap<>(Dimension.class);
    for (ValueCounts value : ask("breakdown", compared(), List.of((long) most), row -> new ValueCounts(
        Dimension.ofColumn(row.getString("dimension")).orElseThrow(), row.getString("dimension_value"), counts(row, ""),
        counts(row, "earlier_")))) {
      breakdown.computeIfAbsent(value.dimension(), dimension -> new ArrayList<>()).add(value);
    }
    return breakdown;
  }

  /** The most viewed pages, at most so many. */
  public List<PageCounts> pages(int most) throws SQLException {
    return ask("pages", compared(), List.of((long) most), row -> new PageCounts(row.getString("domain_name"), row.getString("request_path"),
        row.getLong("page_views"), row.getLong("unique_page_views"), row.getLong("entries"), row.getLong("exits"),
        row.getLong("bounces"), row.getLong("visit_seconds"), row.getLong("earlier_page_views")));
  }

  /** The campaigns that brought most visits, at most so many. */
  public List<CampaignCounts> campaigns(int most) throws SQLException {
    return ask("campaigns", compared(), List.of((long) most), row -> new CampaignCounts(row.getString("utm_campaign"), row.getString("utm_source"),
        row.getString("utm_medium"), row.getLong("visits"), row.getLong("bounces"), row.getLong("page_views"),
        row.getLong("earlier_visits")));
  }

  /** The most frequent events, at most so many. */
  public List<EventCounts> events(int most) throws SQLException {
    return ask("events", compared(), threeHoursAnd((long) most), row -> new EventCounts(row.getString("event_name"), row.getLong("events"),
        row.getLong("visits"), row.getLong("earlier_events")));
  }

  /** How many visits were more than a glance: in the period under true, in as many days before under false. */
  public Map<Boolean, Engagement> engagement() throws SQLException {
    record Row(boolean isNow, Engagement engagement) {}
    return ask("engagement", compared(), List.of(), row -> new Row(row.getBoolean("is_now"),
        new Engagement(row.getLong("visits"), row.getLong("engaged_visits"), row.getLong("continued_visits")))).stream()
        .collect(Collectors.toMap(Row::isNow, Row::engagement));
  }

  /**
   * How many visits reached a goal.
   *
   * @param event the name of the event which is the goal
   * @param most how many landing pages and channels
   */
  public Goal goal(String event, int most) throws SQLException {
    record Row(String dimension, GoalRate rate) {}
    Map<String, List<GoalRate>> rates = ask("goal", compared(),
        threeHoursAnd((long) most, compared().firstDate(), compared().lastDate(), event), row -> new Row(row.getString("dimension"),
            new GoalRate(row.getString("domain_name"), row.getString("dimension_value"), row.getLong("visits"), row.getLong("reached"),
                row.getLong("earlier_visits"), row.getLong("earlier_reached"))))
        .stream().collect(Collectors.groupingBy(Row::dimension, Collectors.mapping(Row::rate, Collectors.toList())));
    return new Goal(event, rates.getOrDefault("all", List.of(new GoalRate(null, null, 0, 0, 0, 0))).get(0),
        rates.getOrDefault("channel", List.of()), rates.getOrDefault("entry_page", List.of()));
  }

  /**
   * What made some hours unlike the same hours of the weeks before: the page, source and country that differ most.
   *
   * @param pastWeeks how many weeks before, at least 1
   */
  public List<Cause> causes(String domain, Instant firstHour, Instant pastHour, int pastWeeks) throws SQLException {
    LocalDateTime first = LocalDateTime.ofInstant(firstHour, ZoneOffset.UTC);
    LocalDateTime past = LocalDateTime.ofInstant(pastHour, ZoneOffset.UTC);
    return ask("causes", new Question.Hours(first.minusWeeks(pastWeeks), past), Arrays.asList(domain, first, past, (long) pastWeeks),
        row -> new Cause(Dimension.ofColumn(row.getString("dimension")).orElseThrow(), row.getString("dimension_value"),
            row.getDouble("difference")));
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The hours of the period and of as many days before. */
  private Question.Hours compared() {
    return new Question.Hours(filter.period().before().firstHour(filter.zone()), filter.period().pastHour(filter.zone()));
  }

  private List<Object> threeHoursAnd(Object... more) {
    List<Object> values = new ArrayList<>(List.of(compared().first(), filter.period().firstHour(filter.zone()), compared().past()));
    values.addAll(List.of(more));
    return values;
  }

  private <T> List<T> ask(String name, Question.Hours asked, List<?> bound, RowReader<T> reader) throws SQLException {
    Question question = Question.of(name, bound).of(filter, asked, isGathered);
    try (ResultSet rows = lake.query(question.sql(), question.values().toArray())) {
      List<T> answer = new ArrayList<>();
      while (rows.next()) {
        answer.add(reader.read(rows));
      }
      return answer;
    }
  }

  private static Counts counts(ResultSet row, String prefix) throws SQLException {
    return new Counts(row.getLong(prefix + "page_views"), row.getLong(prefix + "daily_visitors"), row.getLong(prefix + "visits"),
        row.getLong(prefix + "bounces"), row.getLong(prefix + "visit_seconds"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }
}
