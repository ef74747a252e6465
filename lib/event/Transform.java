package tarn.event;

import static tarn.event.EventColumn.*;

import java.time.LocalDate;
import tarn.enrich.ChannelGrouping;
import tarn.enrich.DeviceProperties;
import tarn.enrich.EdgeLocation;
import tarn.enrich.EdgeLocations;
import tarn.enrich.EventClock;
import tarn.enrich.EventType;
import tarn.enrich.PartitionKeys;
import tarn.enrich.Referrer;
import tarn.enrich.RejectedRecord;
import tarn.enrich.RequestUri;
import tarn.enrich.SaltDestroyed;
import tarn.enrich.Salts;
import tarn.enrich.UserAgent;
import tarn.enrich.UserAgentParser;
import tarn.enrich.Utm;
import tarn.enrich.VisitorIds;
import tarn.log.LogRecord;

/** One log record becomes one event: the article's twelve steps in their order. Not thread-safe. */
public final class Transform {
  private final PixelOptions options;
  private final UserAgentParser userAgents;
  private final EdgeLocations edges = EdgeLocations.bundled();
  private final ChannelGrouping channels;
  private final VisitorIds visitorIds;

  public Transform(PixelOptions options, Salts salts) {
    this.options = options;
    this.userAgents = new UserAgentParser(options.userAgents());
    this.channels = new ChannelGrouping(options.referrers());
    this.visitorIds = new VisitorIds(salts);
  }

  /** Never throws because of what a record holds: every record has an outcome. */
  public Outcome apply(LogRecord record) {
    try {
      return new Outcome.Ok(transform(record));
    } catch (RejectedRecord rejected) {
      return rejected.isFailure()
          ? new Outcome.Failed(rejected.getMessage())
          : new Outcome.Dropped(rejected.getMessage());
    } catch (SaltDestroyed destroyed) {
      return new Outcome.Failed(destroyed.getMessage());
    }
  }

  private Event transform(LogRecord record) throws RejectedRecord, SaltDestroyed {
    Event event = new Event();
    Hit hit = Hit.of(record, options);
    String agentText = record.userAgent() != null ? record.userAgent() : hit.query().get("ua");
    setUserAgent(event, userAgents.parse(agentText));
    setDevice(event, DeviceProperties.of(hit.query()));
    setEdge(event, edges.find(record.edgeLocation()));
    setSource(event, hit);
    setRequest(event, hit, record);
    setEvent(event, hit);
    EventClock clock = EventClock.of(record.arrivalMicros(), hit.browserMillis());
    setTime(event, clock);
    setIds(event, hit, record, agentText, clock);
    setPartition(event, new PartitionKeys(hit.domain(), clock.date().toString(), hit.type().tableValue()));
    return event;
  }

  private static void setUserAgent(Event event, UserAgent agent) {
    event.set(BROWSER_NAME, agent.browserName())
        .set(BROWSER_VERSION, agent.browserVersion())
        .set(BROWSER_OS_NAME, agent.osName())
        .set(BROWSER_OS_VERSION, agent.osVersion())
        .set(DEVICE_TYPE, agent.deviceType())
        .set(DEVICE_VENDOR, agent.deviceVendor())
        .set(REQUEST_IS_BOT, agent.bot() ? 1 : 0);
  }

  private static void setDevice(Event event, DeviceProperties device) {
    event.set(BROWSER_TIMEZONE, device.timezone())
        .set(BROWSER_LANGUAGE, device.language())
        .set(DEVICE_OUTER_RESOLUTION, device.outerResolution())
        .set(DEVICE_INNER_RESOLUTION, device.innerResolution())
        .set(DEVICE_COLOR_DEPTH, device.colorDepth())
        .set(DEVICE_PLATFORM, device.platform())
        .set(DEVICE_MEMORY, device.memory())
        .set(DEVICE_CORES, device.cores());
  }

  private static void setEdge(Event event, EdgeLocation edge) {
    if (edge != null) {
      event.set(EDGE_ID, edge.id())
          .set(EDGE_CITY, edge.city())
          .set(EDGE_STATE, edge.state())
          .set(EDGE_COUNTRY, edge.country())
          .set(EDGE_COUNTRY_CODE, edge.countryCode())
          .set(EDGE_LATITUDE, edge.latitude())
          .set(EDGE_LONGITUDE, edge.longitude());
    }
  }

  private void setSource(Event event, Hit hit) {
    Referrer referrer = hit.referrerKnown() ? Referrer.of(hit.referrer(), hit.domain()) : Referrer.UNKNOWN;
    String pageQuery = RequestUri.queryOf(hit.uri().url());
    Utm utm = Utm.of(hit.query(), pageQuery);
    event.set(REFERRER, referrer.url())
        .set(REFERRER_DOMAIN_NAME, referrer.domainName())
        .set(UTM_SOURCE, utm.source())
        .set(UTM_CAMPAIGN, utm.campaign())
        .set(UTM_MEDIUM, utm.medium())
        .set(UTM_CONTENT, utm.content())
        .set(UTM_TERM, utm.term())
        .set(CHANNEL, channels.channel(referrer, utm, pageQuery));
  }

  private static void setRequest(Event event, Hit hit, LogRecord record) {
    event.set(REQUEST_URL, hit.uri().url())
        .set(REQUEST_PATH, hit.uri().path())
        .set(PAGE_TITLE, hit.query().get("ti"))
        .set(REQUEST_QUERY_STRING, record.queryString())
        .set(REQUEST_BYTES, record.bytes())
        .set(REQUEST_STATUS_CODE, record.status())
        .set(REQUEST_CACHE_STATUS, record.cacheStatus())
        .set(REQUEST_DELIVERY_TIME_MS, record.timeTakenMillis())
        .set(REQUEST_ASN, record.asn())
        .set(VIEWER_COUNTRY_CODE, record.country());
  }

  private static void setEvent(Event event, Hit hit) {
    if (hit.type() == EventType.TRACK) {
      event.set(EVENT_NAME, hit.eventName()).set(EVENT_DATA, hit.query().get("pr"));
    }
  }

  private static void setTime(Event event, EventClock clock) {
    LocalDate date = clock.date();
    event.set(EVENT_YEAR, date.getYear())
        .set(EVENT_MONTH, date.getMonthValue())
        .set(EVENT_DAY, date.getDayOfMonth())
        .set(EVENT_TIMESTAMP, clock.eventMillis() * 1000)
        .set(ARRIVAL_TIMESTAMP, clock.arrivalSeconds() * 1_000_000)
        .set(ARRIVAL_DELAY_MS, clock.arrivalDelayMillis());
  }

  private void setIds(Event event, Hit hit, LogRecord record, String agentText, EventClock clock) throws SaltDestroyed {
    long pageViewMillis = hit.pageViewMillis() != null ? hit.pageViewMillis()
        : hit.browserMillis() != null ? hit.browserMillis() : clock.eventMillis();
    VisitorIds.Ids ids = visitorIds.of(
        clock.date(), record.clientIp(), agentText, hit.domain(), hit.uri().path(), pageViewMillis);
    event.set(PAGE_VIEW_ID, ids.pageView())
        .set(DAILY_PAGE_VIEW_ID, ids.dailyPageView())
        .set(DAILY_VISITOR_ID, ids.dailyVisitor());
  }

  private static void setPartition(Event event, PartitionKeys keys) {
    event.set(DOMAIN_NAME, keys.domainName())
        .set(EVENT_DATE, keys.eventDate())
        .set(EVENT_TYPE, keys.eventType());
  }
}
