package tarn.enrich;

import java.util.Locale;
import java.util.function.UnaryOperator;
import tarn.log.PercentDecoder;

/** The campaign tags of a page view; each null where absent. */
public record Utm(String source, String campaign, String medium, String content, String term) {
  private static final Utm NONE = new Utm(null, null, null, null, null);

  /** The tags that the tracker sent in keys of their own, or else those in the page's own URL, in any order and case. */
  public static Utm of(HitQuery query, String pageQuery) {
    Utm sent = new Utm(query.get("uso"), query.get("uca"), query.get("ume"), query.get("uco"), query.get("ute"));
    return sent.equals(NONE) ? ofPageQuery(pageQuery) : sent;
  }

  /** The tags in the query string of a page's URL; null for no query. */
  public static Utm ofPageQuery(String pageQuery) {
    if (pageQuery == null || pageQuery.length() < "utm_term=".length()) {
      return NONE;
    }
    UnaryOperator<String> tag = name -> valueOf(pageQuery, "utm_" + name);
    return new Utm(tag.apply("source"), tag.apply("campaign"), tag.apply("medium"), tag.apply("content"), tag.apply("term"));
  }

  private static String valueOf(String pageQuery, String name) {
    for (String pair : pageQuery.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && equals < pair.length() - 1
          && PercentDecoder.decodeForm(pair.substring(0, equals)).toLowerCase(Locale.ROOT).equals(name)) {
        return PercentDecoder.decodeForm(pair.substring(equals + 1));
      }
    }
    return null;
  }
}
