package tarn.event;

import static tarn.event.Column.key;
import static tarn.event.Column.of;
import static tarn.event.ColumnType.BIGINT;
import static tarn.event.ColumnType.INT;
import static tarn.event.ColumnType.STRING;
import static tarn.event.ColumnType.TIMESTAMP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables of the lake. Parquet files, views, docs and the Glue catalog are all made from or checked against this. */
public final class Schema {
  public static final Table INCOMING_EVENTS = new Table(
      "incoming_events",
      "one row for each log line that is a hit, as transformed: bots and duplicates included",
      Arrays.stream(EventColumn.values()).map(EventColumn::column).toList());

  public static final Table SESSIONS = new Table("sessions", "one row for each visit", columns(
      key("domain_name", "The site."),
      key("event_date", "The UTC day, YYYY-MM-DD."),
      of("session_id", STRING, "First 32 hex digits of the id of the visit's first page view."),
      copied(EventColumn.DAILY_VISITOR_ID),
      of("session_start_timestamp", TIMESTAMP, "Time of the visit's first hit."),
      of("session_end_timestamp", TIMESTAMP, "Time of the visit's last hit or engagement ping."),
      of("visit_duration_sec", INT, "Seconds from start to end, rounded down."),
      of("page_view_cnt", INT, "Page views of the visit, at least 1."),
      of("event_cnt", INT, "Events of the visit; engagement pings are none."),
      of("is_bounce", INT, "1 for one page view and no event; else 0."),
      of("is_engaged", INT, "1 for two page views, or an event, or 10 seconds; else 0."),
      of("continues_midnight", INT,
          "1 where the visit starts within 30 minutes of 00:00 UTC on an internal page view: most likely the rest of a visit of the day before."),
      of("entry_page", STRING, "Path of the first page view."),
      of("exit_page", STRING, "Path of the last page view."),
      of("first_page_view_id", STRING, "Id of the first page view, 64 hex digits."),
      copied(EventColumn.EDGE_CITY),
      copied(EventColumn.EDGE_STATE),
      copied(EventColumn.EDGE_COUNTRY),
      copied(EventColumn.EDGE_COUNTRY_CODE),
      copied(EventColumn.EDGE_LATITUDE),
      copied(EventColumn.EDGE_LONGITUDE),
      copied(EventColumn.EDGE_ID),
      copied(EventColumn.VIEWER_COUNTRY_CODE),
      copied(EventColumn.REFERRER),
      of("referrer_domain_name", STRING, "Host of the referrer the visit came from; Direct / None where there is none."),
      of("channel", STRING, "Default channel group of the visit; Direct where it enters on an internal page view."),
      copied(EventColumn.BROWSER_NAME),
      copied(EventColumn.BROWSER_VERSION),
      copied(EventColumn.BROWSER_OS_NAME),
      copied(EventColumn.BROWSER_OS_VERSION),
      copied(EventColumn.BROWSER_TIMEZONE),
      copied(EventColumn.BROWSER_LANGUAGE),
      copied(EventColumn.DEVICE_TYPE),
      copied(EventColumn.DEVICE_VENDOR),
      copied(EventColumn.UTM_SOURCE),
      copied(EventColumn.UTM_CAMPAIGN),
      copied(EventColumn.UTM_MEDIUM),
      copied(EventColumn.UTM_CONTENT),
      copied(EventColumn.UTM_TERM)));

  public static final Table STATS = new Table(
      "stats",
      "one row for each UTC hour and combination of the dimensions that has a page view",
      columns(
          key("domain_name", "The site."),
          key("event_date", "The UTC day, YYYY-MM-DD."),
          of("event_hour", INT, "UTC hour of the page views, 0 to 23."),
          copied(EventColumn.EDGE_CITY),
          copied(EventColumn.EDGE_COUNTRY),
          copied(EventColumn.EDGE_LATITUDE),
          copied(EventColumn.EDGE_LONGITUDE),
          of("referrer_domain_name", STRING, "The visit's: where it came from; Direct / None where from nowhere."),
          copied(EventColumn.BROWSER_NAME),
          copied(EventColumn.BROWSER_OS_NAME),
          copied(EventColumn.DEVICE_TYPE),
          copied(EventColumn.DEVICE_VENDOR),
          of("utm_source", STRING, "The visit's campaign tag utm_source."),
          of("utm_campaign", STRING, "The visit's campaign tag utm_campaign."),
          of("utm_medium", STRING, "The visit's campaign tag utm_medium."),
          of("utm_content", STRING, "The visit's campaign tag utm_content."),
          of("utm_term", STRING, "The visit's campaign tag utm_term."),
          copied(EventColumn.REQUEST_PATH),
          of("page_view_cnt", INT, "Page views."),
          of("visitor_cnt", INT, "Daily visitors whose first page view of the day is in this row."),
          of("bounces_cnt", INT, "Bounced visits whose first page view is in this row."),
          of("visit_duration_sec_avg", INT,
              "visit_duration_sec_sum over visit_cnt, rounded; null without a visit. The one column that must not be summed."),
          of("channel", STRING, "The visit's default channel group."),
          copied(EventColumn.VIEWER_COUNTRY_CODE),
          of("visit_cnt", INT, "Visits whose first page view is in this row."),
          of("unique_page_view_cnt", INT, "Page views that are their visitor's first of that path on that day."),
          of("visit_duration_sec_sum", BIGINT, "Seconds of the visits whose first page view is in this row.")));

  public static final Table EVENTS = new Table(
      "events",
      "one row for each event, without engagement pings",
      columns(
          key("domain_name", "The site."),
          key("event_date", "The UTC day, YYYY-MM-DD."),
          key("event_name", "Name of the event; (other) for those beyond 300 names a domain and day."),
          copied(EventColumn.EVENT_TIMESTAMP),
          copied(EventColumn.EDGE_CITY),
          copied(EventColumn.EDGE_COUNTRY),
          copied(EventColumn.EDGE_LATITUDE),
          copied(EventColumn.EDGE_LONGITUDE),
          copied(EventColumn.REQUEST_PATH),
          of("page_view_id", STRING, "Id of the page view the event belongs to, 64 hex digits."),
          copied(EventColumn.DAILY_VISITOR_ID),
          of("event_data", STRING, "What the site sent with the event, as it came, usually JSON."),
          of("session_id", STRING, "Id of the visit; null outside visits."),
          of("channel", STRING, "The visit's default channel group; null outside visits.")));

  /** Every table, in the order in which data reaches it. */
  public static final List<Table> TABLES = List.of(INCOMING_EVENTS, SESSIONS, STATS, EVENTS);

  /** The tables that are built from the first one. */
  public static final List<Table> CURATED = List.of(SESSIONS, STATS, EVENTS);

  private Schema() {}

  private static Column copied(EventColumn source) {
    Column column = source.column();
    return new Column(column.name(), column.type(), false, column.meaning());
  }

  private static List<Column> columns(Column... columns) {
    return new ArrayList<>(Arrays.asList(columns));
  }
}
