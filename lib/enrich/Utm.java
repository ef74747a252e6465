package tarn.enrich;

import java.util.List;
import java.util.Locale;
import tarn.log.PercentDecoder;

/** The campaign tags of a page view; each null where absent. */
public record Utm(String source, String campaign, String medium, String content, String term) {
  private static final Utm NONE = new Utm(null, null, null, null, null);
  private static final List<String> KEYS = List.of("utm_source", "utm_campaign", "utm_medium", "utm_content", "utm_term");

  /** The tags that the tracker sent in keys of their own, or else those in the page's own URL, in any order and case. */
  public static Utm of(HitQuery query, String pageQuery) {
    Utm sent = new Utm(query.get("uso"), query.get("uca"), query.get("ume"), query.get("uco"), query.get("ute"));
    return sent.equals(NONE) ? ofPageQuery(pageQuery) : sent;
  }

  /** The tags in the query string of a page's URL, of each the first that is not empty; null for no query. */
  public static Utm ofPageQuery(String pageQuery) {
    if (pageQuery == null || pageQuery.indexOf('=') < 0) {
      return NONE;
    }
    String[] tags = new String[KEYS.size()];
    for (String pair : pageQuery.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && equals < pair.length() - 1) {
        int key = KEYS.indexOf(PercentDecoder.decodeForm(pair.substring(0, equals)).toLowerCase(Locale.ROOT));
        if (key >= 0 && tags[key] == null) {
          tags[key] = PercentDecoder.decodeForm(pair.substring(equals + 1));
        }
      }
    }
    return new Utm(tags[0], tags[1], tags[2], tags[3], tags[4]);
  }
}
