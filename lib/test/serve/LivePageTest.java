package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tarn.serve.RunningCollector.AGENT;
import static tarn.serve.RunningCollector.body;
import static tarn.serve.RunningCollector.header;
import static tarn.serve.RunningCollector.status;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.aggregate.SmallLake;

class LivePageTest {
  @TempDir
  Path folder;

  private long views;

  private RunningCollector collector(Path lake) throws Exception {
    RunningCollector.Settings settings = new RunningCollector.Settings();
    settings.proxies = List.of("127.0.0.1");
    return new RunningCollector(lake, settings, Clock.fixed(SmallLake.NOON, ZoneOffset.UTC));
  }

  private void view(RunningCollector collector, String visitor, String domain, String path, String referrer) throws Exception {
    assertEquals(200, status(collector.get("/hello.gif?t=pv&ts=" + (SmallLake.NOON.toEpochMilli() + views++) + "&hn=" + domain + "&pa=" + encode(path)
        + "&r=" + encode(referrer), "User-Agent: " + AGENT + "\r\n", "X-Forwarded-For: " + visitor + "\r\n")));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Fills a lake, and shows it by another collector. */
  private RunningCollector shown(String[]... views) throws Exception {
    try (RunningCollector first = collector(folder)) {
      for (String[] view : views) {
        view(first, view[0], view[1], view[2], view[3]);
      }
      first.stop();
      first.lake.aggregate();
    }
    return collector(folder);
  }

  private static String page(RunningCollector collector, String target, String... headers) throws Exception {
    return RunningCollector.request(collector.livePort(), "GET", target, headers);
  }

  private static List<String> sums(String page) {
    return Pattern.compile("<dd>(.*?)</dd>").matcher(page).results().map((MatchResult match) -> match.group(1)).toList();
  }

  @Test
  void anEmptyLakeIsShown() throws Exception {
    try (RunningCollector collector = shown()) {
      String page = page(collector, "/");
      assertEquals(200, status(page));
      assertEquals(List.of("0", "0", "0"), sums(page));
      assertTrue(page.contains("None yet today."), page);
    }
  }

  @Test
  void theDayIsSummedUp() throws Exception {
    try (RunningCollector collector = shown(
        new String[] {"198.51.100.1", "example.com", "/a", "https://search.example/"},
        new String[] {"198.51.100.1", "example.com", "/b", "https://example.com/a"},
        new String[] {"198.51.100.2", "example.com", "/a", ""},
        new String[] {"198.51.100.3", "other.example", "/c", ""})) {
      String page = page(collector, "/");
      assertEquals(List.of("4", "3", "3"), sums(page));
      assertTrue(page.contains("<bdi>example.com/a</bdi></th><td>2</td>"), page);
      assertTrue(page.contains("<bdi>search.example</bdi></th><td>1</td>"), page);
      assertTrue(page.contains("in the last 30 minutes: 4"), page);
      assertTrue(page.contains("<a href=\"/?site=other.example\">"), page);
      String one = page(collector, "/?site=example.com");
      assertEquals(List.of("3", "2", "2"), sums(one));
      assertTrue(one.contains("<bdi>/a</bdi></th><td>2</td>"), one);
      assertFalse(one.contains("/c"), one);
      assertEquals(List.of("0", "0", "0"), sums(page(collector, "/?site=nothing.example")));
    }
  }

  @Test
  void hostileValuesAreShownAndDoNothing() throws Exception {
    String script = "/<script>alert(1)</script>";
    try (RunningCollector collector = shown(
        new String[] {"198.51.100.1", "example.com", script, "https://evil.example/\"><img src=x onerror=alert(1)>"},
        new String[] {"198.51.100.2", "example.com", "/\" onmouseover='alert(1)", "https://<b>.example/"},
        new String[] {"198.51.100.3", "example.com", "/{{title}}{{{title}}}</style>", ""},
        new String[] {"198.51.100.4", "example.com", "/a\u202ebcd\u0000\u001b[31m\n", ""},
        new String[] {"198.51.100.5", "example.com", "/" + "x".repeat(5000), ""})) {
      for (String target : List.of("/", "/?site=example.com", "/?site=" + encode("<script>"), "/?site=" + encode("a' or 1=1 --"))) {
        String page = page(collector, target);
        assertEquals(200, status(page), target);
        String html = body(page);
        assertEquals(1, html.split("<style>").length - 1);
        assertEquals(1, html.split("</style>").length - 1);
        assertFalse(html.contains("<script") || html.contains("<img") || html.contains("<b>") || html.contains(" onmouseover='"), html);
        assertFalse(html.contains("x".repeat(200)), html);
        assertTrue(html.chars().allMatch(c -> c == '\n' || c >= ' '), html);
      }
      String html = new String(body(page(collector, "/?site=example.com")).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      assertTrue(html.contains("/&lt;script&gt;alert(1)&lt;/script&gt;"), html);
      assertTrue(html.contains("/{{title}}{{{title}}}&lt;/style&gt;"), html);
      assertTrue(html.contains("/a\\u202ebcd\\u0000\\u001b[31m\\n"), html);
    }
  }

  @Test
  void thePageMayLoadNothingButItsStyle() throws Exception {
    try (RunningCollector collector = shown()) {
      String page = page(collector, "/");
      assertTrue(header(page, "Content-Security-Policy").startsWith("default-src 'none'; style-src 'sha256-"), page);
      assertEquals("no-store", header(page, "Cache-Control"));
      assertEquals("nosniff", header(page, "X-Content-Type-Options"));
      assertEquals("20", header(page, "Refresh"));
      String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
      String hash = java.util.Base64.getEncoder().encodeToString(
          java.security.MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.ISO_8859_1)));
      assertTrue(header(page, "Content-Security-Policy").contains("'sha256-" + hash + "'"));
      assertFalse(page.contains("style="), page);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "[::2]", "192.0.2.1", "localhost:80:80", "0.0.0.0"})
  void anotherNameIsNotAnswered(String host) throws Exception {
    try (RunningCollector collector = shown()) {
      int status = status(page(collector, "/", "Host: " + host + "\r\n"));
      assertTrue(status == 421 || status == 400, host + " gives " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:9000", "127.0.0.1:1", "[::1]", "[::1]:8081"})
  void ourNamesAreAnswered(String host) throws Exception {
    try (RunningCollector collector = shown()) {
      assertEquals(200, status(page(collector, "/", "Host: " + host + "\r\n")));
    }
  }

  @Test
  void thereIsNothingElse() throws Exception {
    try (RunningCollector collector = shown()) {
      assertEquals(404, status(page(collector, "/hello.gif")));
      assertEquals(404, status(page(collector, "/x/../y")));
      assertEquals(405, status(RunningCollector.request(collector.livePort(), "POST", "/")));
      assertEquals("", body(RunningCollector.request(collector.livePort(), "HEAD", "/")));
    }
  }
}
