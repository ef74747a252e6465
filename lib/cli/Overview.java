package tarn.cli;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tarn.aggregate.ReadOnlyLake;

/** The numbers of a lake on one screen, for each site. */
public final class Overview {
  private final ReadOnlyLake lake;
  private final PrintStream out;

  public Overview(ReadOnlyLake lake, PrintStream out) {
    this.lake = lake;
    this.out = out;
  }

  public void print() throws SQLException {
    totals();
    bars("Page views by day", "select event_date, sum(page_view_cnt) from stats group by 1 order by 1");
    bars("Top pages, by page views",
        "select domain_name || coalesce(request_path, ''), sum(page_view_cnt) from stats group by 1 order by 2 desc, 1 limit 8");
    bars("Sources, by visits",
        "select referrer_domain_name, sum(visit_cnt) from stats group by 1 having sum(visit_cnt) > 0 order by 2 desc, 1 limit 8");
    bars("Channels, by visits",
        "select channel, sum(visit_cnt) from stats group by 1 having sum(visit_cnt) > 0 order by 2 desc, 1 limit 8");
    bars("Countries, by visits", "select coalesce(viewer_country_code, 'unknown'), sum(visit_cnt) from stats group by 1"
        + " having sum(visit_cnt) > 0 order by 2 desc, 1 limit 8");
    bars("Browsers, by visits", "select coalesce(browser_name, 'unknown'), sum(visit_cnt) from stats group by 1"
        + " having sum(visit_cnt) > 0 order by 2 desc, 1 limit 8");
    bars("Events", "select event_name, count(*) from events group by 1 order by 2 desc, 1 limit 8");
  }

  private void totals() throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (ResultSet sites = lake.query("""
        select domain_name, sum(page_view_cnt), sum(visitor_cnt), sum(visit_cnt),
          100.0 * sum(bounces_cnt) / sum(visit_cnt), sum(visit_duration_sec_sum) / sum(visit_cnt),
          100.0 * (select count(*) from sessions where continues_midnight = 1 and sessions.domain_name = stats.domain_name) / sum(visit_cnt)
        from stats group by domain_name order by 2 desc, 1""")) {
      while (sites.next()) {
        long seconds = sites.getLong(6);
        rows.add(List.of(TextTable.escape(sites.getString(1)), Counted.of(sites.getLong(2)), Counted.of(sites.getLong(3)), Counted.of(sites.getLong(4)),
            String.format(Locale.ROOT, "%.1f %%", sites.getDouble(5)), String.format("%d:%02d", seconds / 60, seconds % 60),
            String.format(Locale.ROOT, "%.1f %%", sites.getDouble(7))));
      }
    }
    out.println(TextTable.of(
        List.of("site", "page views", "daily visitors", "visits", "bounce rate", "average visit", "visits cut by midnight UTC"),
        List.of(false, true, true, true, true, true, true), rows));
  }

  private void bars(String title, String sql) throws SQLException {
    List<TextBars.Bar> bars = new ArrayList<>();
    try (ResultSet rows = lake.query(sql)) {
      while (rows.next()) {
        bars.add(new TextBars.Bar(TextTable.escape(rows.getString(1)), rows.getLong(2)));
      }
    }
    TextBars.print(out, title, bars);
  }
}
