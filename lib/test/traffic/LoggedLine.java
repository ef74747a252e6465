package tarn.traffic;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A line read as plainly as possible, independently of the rooms that read logs for real. */
final class LoggedLine {
  private final String[] fields;
  private final Map<String, String> keys = new HashMap<>();

  LoggedLine(String line) {
    fields = line.split("\t", -1);
    if (fields.length == 13) {
      for (String pair : fields[9].split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          keys.put(pair.substring(0, equals), decode(decode(pair.substring(equals + 1))));
        }
      }
    }
  }

  static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  int fieldCount() {
    return fields.length;
  }

  String field(int index) {
    return fields[index];
  }

  String key(String name) {
    return keys.get(name);
  }

  boolean isPixel() {
    return isNoscript() || fields[3].startsWith("/hello.gif");
  }

  boolean isNoscript() {
    return fields[3].equals("/noscript.gif");
  }

  boolean hasReadableTime() {
    return fields[0].matches("[0-9]+\\.[0-9]{3}");
  }

  boolean isBroken() {
    return fields.length != 13 || !hasReadableTime()
        || isPixel() && !isNoscript() && (key("hn") == null || !("pv".equals(key("t")) || "tr".equals(key("t"))));
  }

  boolean isBot() {
    return field(7).matches(".*([bB]ot/|curl/).*");
  }

  long arrivalMillis() {
    return Long.parseLong(field(0).replace(".", ""));
  }

  String domain() {
    String host = isNoscript() ? field(8).split("/")[2] : key("hn");
    return host.startsWith("www.") ? host.substring(4) : host;
  }

  /** The browser's time unless it is more than a day before or ten minutes after arrival. */
  long eventMillis() {
    long arrival = arrivalMillis();
    if (key("ts") == null) {
      return arrival;
    }
    long browser = Long.parseLong(key("ts"));
    return browser < arrival - 86_400_000L || browser > arrival + 600_000L ? arrival : browser;
  }
}
