package tarn.event;

import static tarn.event.ColumnType.FLOAT;
import static tarn.event.ColumnType.INT;
import static tarn.event.ColumnType.STRING;
import static tarn.event.ColumnType.TIMESTAMP;

/**
 * The columns of {@code incoming_events}: names, types and order are the article's, the last three were added by Tarn.
 * This is the only list of them.
 */
public enum EventColumn {
  DOMAIN_NAME(STRING, true, "The site: host name in lower case, without port, trailing dot and leading www."),
  EVENT_DATE(STRING, true, "The UTC day of event_timestamp, YYYY-MM-DD."),
  EVENT_TYPE(STRING, true, "pageview, or track for an event."),
  EVENT_YEAR(INT, "Year of event_date."),
  EVENT_MONTH(INT, "Month of event_date, 1 to 12."),
  EVENT_DAY(INT, "Day of the month of event_date, 1 to 31."),
  EVENT_TIMESTAMP(TIMESTAMP, "When it happened, by the browser's clock; by the log's where the browser's is not believable."),
  ARRIVAL_TIMESTAMP(TIMESTAMP, "When the request was logged, cut to whole seconds."),
  ARRIVAL_DELAY_MS(INT, "event_timestamp minus arrival_timestamp in milliseconds: negative where the log came later."),
  EDGE_CITY(STRING, "City of the CloudFront location that answered; not the visitor's city. Null where unknown."),
  EDGE_STATE(STRING, "State of the edge location, where one is usual."),
  EDGE_COUNTRY(STRING, "Country of the edge location, in English."),
  EDGE_COUNTRY_CODE(STRING, "ISO 3166 code of the edge location's country."),
  EDGE_LATITUDE(FLOAT, "Latitude of the edge location in degrees."),
  EDGE_LONGITUDE(FLOAT, "Longitude of the edge location in degrees."),
  EDGE_ID(STRING, "Metro code of the edge location, for example HAM."),
  REFERRER(STRING, "URL of the page that linked here; null for none, for internal page views and where unknown."),
  REFERRER_DOMAIN_NAME(STRING,
      "Host of the referrer without www.; Direct / None where there is none; null for internal page views and where unknown."),
  BROWSER_NAME(STRING, "Browser, as uap-core names it."),
  BROWSER_VERSION(STRING, "Full version of the browser."),
  BROWSER_OS_NAME(STRING, "Operating system, for example Mac OS, Windows, Android, iOS."),
  BROWSER_OS_VERSION(STRING, "Version of the operating system, as far as the browser tells it."),
  BROWSER_TIMEZONE(STRING, "IANA time zone of the browser."),
  BROWSER_LANGUAGE(STRING, "First language of the browser, for example de-DE."),
  DEVICE_TYPE(STRING, "Desktop, Mobile, Tablet, SmartTV, Console, Wearable or Embedded; null where the user agent does not tell."),
  DEVICE_VENDOR(STRING, "Maker of the device; null where the user agent does not tell."),
  DEVICE_OUTER_RESOLUTION(STRING, "Screen size in CSS pixels, WIDTHxHEIGHT."),
  DEVICE_INNER_RESOLUTION(STRING, "Viewport size in CSS pixels, WIDTHxHEIGHT."),
  DEVICE_COLOR_DEPTH(INT, "Bits a pixel."),
  DEVICE_PLATFORM(STRING, "What the browser calls its platform, for example MacIntel."),
  DEVICE_MEMORY(FLOAT, "Memory of the device in GB, as browsers round it."),
  DEVICE_CORES(INT, "Logical processors of the device."),
  UTM_SOURCE(STRING, "Campaign tag utm_source: which site sent the visitor."),
  UTM_CAMPAIGN(STRING, "Campaign tag utm_campaign: which campaign."),
  UTM_MEDIUM(STRING, "Campaign tag utm_medium: which kind of link."),
  UTM_CONTENT(STRING, "Campaign tag utm_content: what was clicked."),
  UTM_TERM(STRING, "Campaign tag utm_term: which search terms."),
  REQUEST_URL(STRING, "URL of the page."),
  REQUEST_PATH(STRING, "Path of the page without query and fragment, percent-decoded once."),
  REQUEST_QUERY_STRING(STRING, "Query string of the pixel request, as logged."),
  REQUEST_BYTES(INT, "Size of the pixel request in bytes."),
  REQUEST_STATUS_CODE(INT, "HTTP status of the pixel request; 0 where the viewer left before the answer."),
  REQUEST_CACHE_STATUS(STRING, "How CloudFront answered, for example Hit."),
  REQUEST_DELIVERY_TIME_MS(INT, "Milliseconds CloudFront took to answer."),
  REQUEST_ASN(INT, "Autonomous system number of the viewer's network."),
  REQUEST_IS_BOT(INT, "1 for a bot, by its user agent; else 0."),
  EVENT_NAME(STRING, "Name of the event, cut at 100 characters; null for page views."),
  EVENT_DATA(STRING, "What the site sent with the event, as it came, usually JSON; null for page views."),
  PAGE_VIEW_ID(STRING, "Id of the page view, 64 hex digits; an event has that of the page view it belongs to."),
  DAILY_PAGE_VIEW_ID(STRING, "Id of a visitor's views of one path on one day, 64 hex digits."),
  DAILY_VISITOR_ID(STRING, "Id of a visitor on one domain and one day, 64 hex digits; another one the next day."),
  PAGE_TITLE(STRING, "Title of the page."),
  CHANNEL(STRING, "Default channel group of the referrer and the campaign tags; null for internal page views."),
  VIEWER_COUNTRY_CODE(STRING, "ISO 3166 code of the viewer's country as CloudFront saw it; null where not logged.");

  private final Column column;

  EventColumn(ColumnType type, String meaning) {
    this(type, false, meaning);
  }

  EventColumn(ColumnType type, boolean partitionKey, String meaning) {
    this.column = new Column(name().toLowerCase(java.util.Locale.ROOT), type, partitionKey, meaning);
  }

  /** Name, type and meaning. */
  public Column column() {
    return column;
  }
}
