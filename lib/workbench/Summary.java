package tarn.workbench;

import java.util.Locale;
import tarn.cli.TextTable;
import tech.tablesaw.api.Table;

/**
 * What is in a lake, in a few numbers.
 *
 * @param lake its name
 * @param sites a row for each site: days, page views, visits, daily visitors and events; empty where nothing is aggregated
 * @param hits how many page views and events have been taken in, bots and duplicates included
 */
public record Summary(String lake, Table sites, long hits) implements Rich {
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

  static Summary of(Lake lake, String name) {
    return new Summary(name, lake.table(SITES).setName("sites"),
        lake.table("select count(*) as hits from incoming_events").longColumn("hits").get(0));
  }

  private String sentence() {
    if (hits == 0 && sites.isEmpty()) {
      return lake + " is empty: fill it with ./jbang ingest, or with made-up traffic by ./jbang demo.";
    }
    if (sites.isEmpty()) {
      return String.format(Locale.ROOT, "%s holds %,d hits and no numbers yet: ./jbang aggregate makes them.", lake, hits);
    }
    return String.format(Locale.ROOT, "%s holds %,d hits, bots and duplicates included, of %d %s.", lake, hits, sites.rowCount(),
        sites.rowCount() == 1 ? "site" : "sites");
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
