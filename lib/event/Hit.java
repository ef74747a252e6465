package tarn.event;

import java.util.Objects;
import tarn.enrich.DomainName;
import tarn.enrich.EventName;
import tarn.enrich.EventType;
import tarn.enrich.HitQuery;
import tarn.enrich.RejectedRecord;
import tarn.enrich.RequestUri;
import tarn.log.LogRecord;
import tarn.log.PercentDecoder;

/**
 * The first step, validation: a record that is a hit, with what the pixel or the page request says in the same words.
 *
 * @param referrerKnown false where the request cannot tell where the visitor came from
 * @param browserMillis the tracker's {@code ts}; null where missing
 * @param pageViewMillis the tracker's {@code pt}; null where missing, and for page views
 */
record Hit(
    String domain,
    EventType type,
    RequestUri uri,
    String referrer,
    boolean referrerKnown,
    Long browserMillis,
    Long pageViewMillis,
    String eventName,
    HitQuery query) {

  static Hit of(LogRecord record, PixelOptions options) throws RejectedRecord {
    if (options.pagesHost() != null) {
      return ofPage(record, options);
    }
    if (!PixelOptions.isPixel(record.path())) {
      throw RejectedRecord.dropped(Outcome.Dropped.ANOTHER_PATH);
    }
    int status = record.status();
    if (status != 0 && status != 304 && (status < 200 || status > 299)) {
      throw RejectedRecord.dropped("another status");
    }
    return PixelOptions.lastSegment(record.path()).equals(PixelOptions.NOSCRIPT_PIXEL)
        ? ofNoscript(record, options) : ofScript(record, options);
  }

  private static Hit ofScript(LogRecord record, PixelOptions options) throws RejectedRecord {
    HitQuery query = HitQuery.parse(record.queryString(), record.queryEncodings());
    if (query.get("hn") == null) {
      throw RejectedRecord.failed("hn is missing");
    }
    String domain = allowed(DomainName.normalise(query.get("hn")), "hn is no host name", options);
    EventType type = EventType.ofKey(query.get("t"));
    if (type == null) {
      throw RejectedRecord.failed("unknown t");
    }
    String eventName = null;
    if (type == EventType.TRACK) {
      eventName = EventName.normalise(query.get("en"));
      if (eventName == null) {
        throw RejectedRecord.failed("event without a name");
      }
    }
    return new Hit(domain, type, uri(query.get("u"), query.get("pa"), options), query.get("r"), true,
        millis(query, "ts"), type == EventType.TRACK ? millis(query, "pt") : null, eventName, query);
  }

  private static Hit ofNoscript(LogRecord record, PixelOptions options) throws RejectedRecord {
    String page = record.referer();
    String host = RequestUri.hostOf(page);
    if (host == null) {
      throw RejectedRecord.failed("noscript hit without Referer");
    }
    String domain = allowed(DomainName.normalise(host), "Referer has no host name", options);
    return new Hit(domain, EventType.PAGEVIEW, uri(page, null, options), null, false, null, null, null,
        HitQuery.parse(null, 1));
  }

  private static Hit ofPage(LogRecord record, PixelOptions options) throws RejectedRecord {
    String site = DomainName.normalise(options.pagesHost());
    if (record.host() != null && !Objects.equals(DomainName.normalise(record.host()), site)) {
      throw RejectedRecord.dropped("another host");
    }
    int status = record.status();
    if (!"GET".equals(record.method()) || !PixelOptions.isDocument(record.path())) {
      throw RejectedRecord.dropped("no page request");
    }
    if (status != 304 && (status < 200 || status > 299)) {
      throw RejectedRecord.dropped("another status");
    }
    String domain = allowed(site, "host is no host name", options);
    String query = record.queryString() == null ? "" : "?" + PercentDecoder.decode(record.queryString(), record.queryEncodings() - 1);
    RequestUri uri = uri("https://" + options.pagesHost() + record.path() + query, record.path(), options);
    return new Hit(domain, EventType.PAGEVIEW, uri, record.referer(), true, null, null, null, HitQuery.parse(null, 1));
  }

  private static RequestUri uri(String url, String path, PixelOptions options) {
    RequestUri uri = RequestUri.of(url, path);
    return options.trimSlash() ? uri.withoutTrailingSlash() : uri;
  }

  private static String allowed(String domain, String reason, PixelOptions options) throws RejectedRecord {
    if (domain == null) {
      throw RejectedRecord.failed(reason);
    }
    if (!options.domains().allows(domain)) {
      throw RejectedRecord.dropped("domain not on the allow-list");
    }
    return domain;
  }

  private static Long millis(HitQuery query, String key) throws RejectedRecord {
    String text = query.get(key);
    Long millis = query.whole(key);
    if (text != null && millis == null) {
      throw RejectedRecord.failed(key + " is no number");
    }
    return millis;
  }
}
