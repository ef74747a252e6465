package tarn.workbench;

import java.util.Locale;
import java.util.function.Supplier;
import tarn.cli.TextTable;
import tech.tablesaw.api.Table;

/**
 * What is in a lake, in a few numbers.
 *
 * @param lake its name
 * @param sites a row for each site: days, page views, visits, daily visitors and events; empty where nothing is aggregated
 * @param nothing what to say where there is no site
 */
public record Summary(String lake, Table sites, String nothing) implements Rich {
  private static final String SITES = """
      with
        views as (
          select domain_name, min(event_date) as first_day, max(event_date) as last_day, count(distinct event_date) as days,
            sum(page_view_cnt) as page_views, sum(visit_cnt) as visits, sum(visitor_cnt) as daily_visitors
          from stats
          group by domain_name
        ),
        event_counts as (
          select domain_name, count(*) as events
          from events
          group by domain_name
        ),
        final as (
          select views.*, coalesce(events, 0) as events
          from views
          left join event_counts using (domain_name)
          order by page_views desc, domain_name
        )
      select * from final
      """;

  /** @param nothing is asked for only where there is no site */
  static Summary of(Lake lake, String name, Supplier<String> nothing) {
    Table sites = lake.table(SITES).setName("sites");
    return new Summary(name, sites, sites.isEmpty() ? nothing.get() : null);
  }

  private String sentence() {
    return sites.isEmpty() ? lake + " " + nothing : String.format(Locale.ROOT, "%s holds %,d page %s and %,d %s of %d %s.", lake,
        sum("page_views"), one("page_views") ? "view" : "views", sum("events"), one("events") ? "event" : "events",
        sites.rowCount(), sites.rowCount() == 1 ? "site" : "sites");
  }

  private long sum(String column) {
    return Math.round(sites.numberColumn(column).sum());
  }

  private boolean one(String column) {
    return sum(column) == 1;
  }

  @Override
  public String html() {
    return "<p>" + Html.escape(sentence()) + "</p>" + (sites.isEmpty() ? "" : TableHtml.of(sites));
  }

  @Override
  public String toString() {
    return TextTable.escape(sentence()) + (sites.isEmpty() ? "" : "\n" + TableHtml.text(sites));
  }
}
