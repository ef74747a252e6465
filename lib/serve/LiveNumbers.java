package tarn.serve;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tarn.aggregate.Excerpt;
import tarn.aggregate.ReadOnlyLake;
import tarn.lake.Duck;
import tarn.lake.Lake;

/**
 * What the live page tells of a day so far: sums out of the curated tables, and the last minutes out of cleaned.
 *
 * @param sites in the order of their page views
 * @param pages the most viewed; name is the path, with the site before it where several are asked for
 * @param referrers where most visits came from
 * @param minutes page views by minute, every minute, the earliest first
 */
record LiveNumbers(LocalDate day, Instant asked, List<Site> sites, List<Count> pages, List<Count> referrers, Map<Instant, Long> minutes) {
  static final int MINUTES = 30;
  private static final int MOST_ROWS = 15;

  record Site(String name, long pageViews, long visitors, long visits) {}

  record Count(String name, long value) {}

  /** @param site null for all of them; a valid domain name */
  static LiveNumbers read(Lake lake, Clock clock, String site) throws SQLException {
    Instant now = clock.instant();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    String wanted = site == null ? "" : " and domain_name = " + Duck.text(site);
    String today = " from stats where event_date = '" + day + "'" + wanted;
    Excerpt asked = new Excerpt(LocalDate.ofInstant(firstMinute(now), ZoneOffset.UTC), day, site);
    try (ReadOnlyLake open = new ReadOnlyLake(lake, asked)) {
      List<Site> sites = new ArrayList<>();
      try (ResultSet rows = open.query("select domain_name, sum(page_view_cnt), sum(visitor_cnt), sum(visit_cnt)" + today
          + " group by domain_name order by 2 desc, 1")) {
        while (rows.next()) {
          sites.add(new Site(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
        }
      }
      String page = site == null ? "domain_name || coalesce(request_path, '')" : "request_path";
      return new LiveNumbers(day, now, sites,
          counts(open, "select " + page + ", sum(page_view_cnt)" + today + " group by 1"),
          counts(open, "select coalesce(referrer_domain_name, channel), sum(visit_cnt)" + today + " group by 1"),
          minutes(open, now, wanted));
    }
  }

  private static List<Count> counts(ReadOnlyLake open, String grouped) throws SQLException {
    List<Count> counts = new ArrayList<>();
    try (ResultSet rows = open.query(grouped + " having sum(visit_cnt) + sum(page_view_cnt) > 0 order by 2 desc, 1 limit " + MOST_ROWS)) {
      while (rows.next()) {
        if (rows.getLong(2) > 0) {
          counts.add(new Count(rows.getString(1), rows.getLong(2)));
        }
      }
    }
    return counts;
  }

  private static Map<Instant, Long> minutes(ReadOnlyLake open, Instant now, String wanted) throws SQLException {
    Instant last = now.truncatedTo(ChronoUnit.MINUTES);
    Instant first = firstMinute(now);
    Map<Instant, Long> minutes = new TreeMap<>();
    for (int i = 0; i < MINUTES; i++) {
      minutes.put(first.plus(Duration.ofMinutes(i)), 0L);
    }
    try (ResultSet rows = open.query("select epoch(event_timestamp)::bigint // 60 * 60, count(distinct page_view_id) from incoming_events"
        + " where event_date in ('" + LocalDate.ofInstant(first, ZoneOffset.UTC) + "', '" + LocalDate.ofInstant(last, ZoneOffset.UTC) + "')"
        + " and event_type = 'pageview' and request_is_bot = 0"
        + " and event_timestamp >= make_timestamp(" + first.toEpochMilli() + "000)" + wanted + " group by 1")) {
      while (rows.next()) {
        minutes.computeIfPresent(Instant.ofEpochSecond(rows.getLong(1)), (minute, none) -> count(rows));
      }
    }
    return minutes;
  }

  private static Instant firstMinute(Instant now) {
    return now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(MINUTES - 1));
  }

  private static long count(ResultSet row) {
    try {
      return row.getLong(2);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
