package tarn.enrich;

import java.util.HashMap;
import java.util.Map;
import tarn.log.PercentDecoder;

/** The keys of a pixel request. The first value of a key counts; empty values count as absent. */
public final class HitQuery {
  private final Map<String, String> values;

  private HitQuery(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a query string.
   *
   * @param query as logged; null for none
   * @param encodings how often each value is percent-encoded
   */
  public static HitQuery parse(String query, int encodings) {
    Map<String, String> values = new HashMap<>(48);
    int start = 0;
    int length = query == null ? 0 : query.length();
    while (start < length) {
      int end = query.indexOf('&', start);
      if (end < 0) {
        end = length;
      }
      int equals = query.indexOf('=', start);
      if (equals > start && equals < end - 1) {
        values.putIfAbsent(
            query.substring(start, equals), PercentDecoder.decode(query.substring(equals + 1, end), encodings));
      }
      start = end + 1;
    }
    return new HitQuery(values);
  }

  /** The value of a key; null where it is absent or empty. */
  public String get(String key) {
    return values.get(key);
  }

  /** The value as a whole number; null where it is absent, no number or out of an int's range. */
  public Integer integer(String key) {
    return Numbers.integer(values.get(key));
  }

  /** The value as a whole number; null where it is absent or no number that a long can hold. */
  public Long whole(String key) {
    return Numbers.whole(values.get(key));
  }
}
