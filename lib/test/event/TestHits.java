package tarn.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tarn.enrich.AllowList;
import tarn.enrich.Salts;
import tarn.log.LogFormat;
import tarn.log.MalformedLine;

/** Builds real-time lines of which a test names only the parts it is about. */
final class TestHits {
  static final long ARRIVAL_MILLIS = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
  static final Salts SALTS = day -> day.toString().repeat(4).substring(0, 32).getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private final Map<String, String> query = new LinkedHashMap<>(Map.of(
      "t", "pv", "hn", "example.com", "u", "https%253A%252F%252Fexample.com%252F", "pa", "%252F", "ts", ARRIVAL_MILLIS + ""));
  private String stem = "/hello.gif";
  private String status = "200";
  private String referer = "-";

  TestHits with(String key, String value) {
    query.put(key, value);
    return this;
  }

  TestHits without(String key) {
    query.remove(key);
    return this;
  }

  TestHits stem(String value) {
    stem = value;
    return this;
  }

  TestHits status(String value) {
    status = value;
    return this;
  }

  TestHits referer(String value) {
    referer = value;
    return this;
  }

  String line() {
    StringBuilder text = new StringBuilder();
    query.forEach((key, value) -> text.append(text.isEmpty() ? "" : "&").append(key).append('=').append(value));
    return String.join("\t", ARRIVAL_MILLIS / 1000 + ".500", "203.0.113.7", status, stem, "789", "HAM50-P2", "0.001",
        "Mozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:140.0)%20Gecko/20100101%20Firefox/140.0", referer, text, "Hit", "3320");
  }

  Outcome outcome() {
    return outcome(new PixelOptions(AllowList.everything()));
  }

  Outcome outcome(PixelOptions options) {
    try {
      return new Transform(options, SALTS).apply(LogFormat.REALTIME.parser().parse(line()));
    } catch (MalformedLine malformed) {
      return new Outcome.Failed(malformed.getMessage());
    }
  }

  Event event() {
    return ((Outcome.Ok) outcome()).event();
  }
}
