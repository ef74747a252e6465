package tarn.tracker;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pixel request as it came from the browser.
 *
 * @param path of the pixel
 * @param rawQuery as it came; null for none
 * @param keys its keys, decoded, in the order in which they came
 * @param headers of the request
 * @param arrivalMillis when it came, by the clock of the browser
 */
record PixelHit(String path, String rawQuery, Map<String, String> keys, Headers headers, long arrivalMillis) {
  static PixelHit of(String path, String rawQuery, Headers headers, long arrivalMillis) {
    Map<String, String> keys = new LinkedHashMap<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&")) {
        int equals = pair.indexOf('=');
        keys.put(pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    return new PixelHit(path, rawQuery, keys, headers, arrivalMillis);
  }

  String key(String name) {
    return keys.get(name);
  }

  /** When it happened: the tracker's {@code ts}, or else when it came. */
  long millis() {
    return key("ts") == null ? arrivalMillis : Long.parseLong(key("ts"));
  }

  boolean isPageView() {
    return "pv".equals(key("t"));
  }

  boolean isPing() {
    return "engagement".equals(key("en"));
  }

  /** What it is in short: the path of a page view, or the name and data of an event and the path of its page. */
  @Override
  public String toString() {
    if (keys.isEmpty()) {
      return path + " of " + header("Referer");
    }
    return isPageView() ? "view " + key("pa") : key("en") + " " + key("pr") + " on " + key("pa");
  }

  String header(String name) {
    return headers.getFirst(name);
  }
}
