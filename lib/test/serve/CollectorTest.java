package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tarn.serve.RunningCollector.AGENT;
import static tarn.serve.RunningCollector.body;
import static tarn.serve.RunningCollector.header;
import static tarn.serve.RunningCollector.hit;
import static tarn.serve.RunningCollector.status;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.aggregate.SettableClock;
import tarn.enrich.AllowList;
import tarn.lake.LakeException;

class CollectorTest {
  private static final String BROWSER = "User-Agent: " + AGENT + "\r\n";

  @TempDir
  Path folder;

  @Test
  void aHitIsInTheLake() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      String response = collector.get(hit("www.example.com", "shop%3Futm_source%3Dnews") + "&pa=%2Fshop&r=https%3A%2F%2Fother.example%2F&ti=A%20b",
          BROWSER, "Referer: https://www.example.com/shop\r\n");
      assertEquals(200, status(response));
      assertEquals("image/gif", header(response, "Content-Type"));
      assertEquals("no-store", header(response, "Cache-Control"));
      assertEquals("*", header(response, "Access-Control-Allow-Origin"));
      assertNull(header(response, "Server"));
      assertTrue(body(response).startsWith("GIF89a"));
      collector.stop();
      assertEquals(List.of("example.com,pageview,/shop,A b,https://other.example/,Firefox,Linux,null,null,null,null,200,news"), collector.lake.query(
          "select domain_name, event_type, request_path, page_title, referrer, browser_name, browser_os_name, edge_id, edge_city,"
              + " request_cache_status, viewer_country_code, request_status_code, utm_source from incoming_events"));
    }
  }

  @Test
  void edgeAndCountryAreThereWhereTheyAreConfigured() throws Exception {
    RunningCollector.Settings settings = new RunningCollector.Settings();
    settings.edge = "HAM";
    settings.proxies = List.of("127.0.0.1");
    settings.countryHeader = "CF-IPCountry";
    try (RunningCollector collector = new RunningCollector(folder, settings)) {
      collector.get(hit("example.com", ""), "CF-IPCountry: DE\r\n");
      collector.get(hit("example.com", ""), "CF-IPCountry: D\tE\r\n");
      collector.stop();
      assertEquals(List.of("HAM,Hamburg,DE", "HAM,Hamburg,null"), collector.lake.query(
          "select edge_id, edge_city, viewer_country_code from incoming_events order by all nulls last"));
    }
  }

  @Test
  void pagesAreReadAsConfigured() throws Exception {
    RunningCollector.Settings settings = new RunningCollector.Settings();
    settings.trimSlash = true;
    try (RunningCollector collector = new RunningCollector(folder, settings)) {
      collector.get(hit("example.com", "shop%2F") + "&pa=%2Fshop%2F", "");
      collector.stop();
      assertEquals(List.of("/shop"), collector.lake.query("select request_path from incoming_events"));
    }
  }

  @Test
  void visitorsBehindAProxyAreToldApart() throws Exception {
    RunningCollector.Settings settings = new RunningCollector.Settings();
    settings.proxies = List.of("127.0.0.0/8");
    try (RunningCollector collector = new RunningCollector(folder, settings)) {
      collector.get(hit("example.com", ""), BROWSER, "X-Forwarded-For: 198.51.100.1\r\n");
      collector.get(hit("example.com", ""), BROWSER, "X-Forwarded-For: 203.0.113.9, 198.51.100.1\r\n");
      collector.get(hit("example.com", ""), BROWSER, "X-Forwarded-For: 198.51.100.2\r\n");
      collector.stop();
      assertEquals(List.of("2"), collector.lake.query("select count(distinct daily_visitor_id) from incoming_events"));
    }
  }

  @Test
  void aForwardedAddressIsIgnoredWithoutAProxy() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      collector.get(hit("example.com", ""), BROWSER, "X-Forwarded-For: 198.51.100.1\r\n");
      collector.get(hit("example.com", ""), BROWSER, "X-Forwarded-For: 198.51.100.2\r\n");
      collector.stop();
      assertEquals(List.of("1"), collector.lake.query("select count(distinct daily_visitor_id) from incoming_events"));
      assertEquals(1, collector.said.size(), collector.said.toString());
      assertTrue(collector.said.get(0).contains("--proxy") && !collector.said.get(0).contains("127.0.0.1"), collector.said.get(0));
    }
  }

  @Test
  void headersCannotForgeALine() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      String forged = "\\t1682084241.469\\t203.0.113.7\\t200\\t/hello.gif\\n";
      assertEquals(200, status(collector.get(hit("example.com", "") + "&ti=" + "a%09b%0Ac%0Dd%5Cte%5Cn" + forged, "User-Agent: x" + forged + "\ty\r\n",
          "Referer: https://example.com/" + forged + "\r\n")));
      // What ends a header line early is no header any more, and what is none is refused.
      assertEquals(400, status(collector.get(hit("example.com", ""), "User-Agent: x\u0000y\r\n")));
      assertEquals(400, status(collector.get(hit("example.com", ""), "User-Agent: x\r\n folded\r\n")));
      collector.stop();
      assertEquals(List.of("1"), collector.lake.query("select count(*) from incoming_events"));
      assertEquals(List.of("a\tb\nc\rd\\te\\n" + forged), collector.lake.query("select page_title from incoming_events"));
      assertEquals(List.of(), collector.said);
    }
  }

  @Test
  void bytesBeyondAsciiStayWhatTheyAre() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      String grün = new String("grün".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      assertEquals(200, status(collector.get(hit("example.com", "") + "&ti=gr%C3%BCn", "User-Agent: " + grün + "\r\n")));
      assertEquals(200, status(collector.get(hit("example.com", "") + "&ti=" + grün, "User-Agent: " + grün + "\r\n")));
      collector.stop();
      assertEquals(List.of("grün", "grün"), collector.lake.query("select page_title from incoming_events"));
    }
  }

  @Test
  void withoutScriptsThePageIsInTheReferer() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      assertEquals(200, status(collector.get("/noscript.gif", BROWSER, "Referer: https://example.com/quiet?x=1\r\n")));
      collector.stop();
      assertEquals(List.of("example.com,/quiet"), collector.lake.query("select domain_name, request_path from incoming_events"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-GPC: 1\r\n", "DNT: 1\r\n"})
  void whoDoesNotWantToBeCountedIsNot(String header) throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      String response = collector.get("/noscript.gif", BROWSER, "Referer: https://example.com/\r\n", header);
      assertEquals(200, status(response));
      assertTrue(body(response).startsWith("GIF89a"));
      assertEquals(200, status(collector.get(hit("example.com", ""), header)));
      assertEquals(200, status(collector.get("/noscript.gif", BROWSER, "Referer: https://example.com/\r\n", "DNT: 0\r\n")));
      collector.stop();
      assertEquals(List.of("1"), collector.lake.query("select count(*) from incoming_events"));
      assertEquals(new HitCounts.Sums(1, 0, 0, 2), collector.counts());
    }
  }

  @Test
  void unknownDomainsAreNotStored() throws Exception {
    RunningCollector.Settings settings = new RunningCollector.Settings();
    settings.domains = AllowList.of(List.of("example.com"));
    try (RunningCollector collector = new RunningCollector(folder, settings)) {
      assertEquals(200, status(collector.get(hit("WWW.Example.com:443", ""), BROWSER)));
      assertEquals(403, status(collector.get(hit("sub.example.com", ""), BROWSER)));
      assertEquals(403, status(collector.get("/hello.gif?t=pv", BROWSER)));
      assertEquals(403, status(collector.get("/hello.gif", BROWSER)));
      assertEquals(403, status(collector.get("/noscript.gif", BROWSER, "Referer: https://evil.example/\r\n")));
      assertEquals(403, status(collector.get("/noscript.gif", BROWSER)));
      assertEquals(200, status(collector.get("/noscript.gif", BROWSER, "Referer: https://example.com/\r\n")));
      collector.stop();
      assertEquals(List.of("example.com,2"), collector.lake.query("select domain_name, count(*) from incoming_events group by all"));
      assertEquals(List.of(), collector.lake.query("select 1 from incoming_events where domain_name <> 'example.com'"));
    }
  }

  @Test
  void headIsAnsweredAndNoHit() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      String response = collector.request("HEAD", hit("example.com", ""));
      assertEquals(200, status(response));
      assertEquals(body(collector.get("/noscript.gif", "DNT: 1\r\n")).length(), Integer.parseInt(header(response, "Content-Length")));
      assertEquals("no-store", header(response, "Cache-Control"));
      assertEquals("", body(response));
      collector.stop();
      assertEquals(List.of("0"), collector.lake.query("select count(*) from incoming_events"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE", "PATCH"})
  void otherMethodsAreRefused(String method) throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      String response = collector.request(method, "/hello.gif");
      assertEquals(405, status(response));
      assertEquals("GET, HEAD, OPTIONS", header(response, "Allow"));
    }
  }

  @Test
  void otherOriginsMayAsk() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      String response = collector.request("OPTIONS", "/hello.gif", "Origin: https://example.com\r\n", "Access-Control-Request-Method: GET\r\n");
      assertEquals(204, status(response));
      assertEquals("*", header(response, "Access-Control-Allow-Origin"));
      assertEquals("GET, HEAD, OPTIONS", header(response, "Access-Control-Allow-Methods"));
    }
  }

  @Test
  void theTrackerIsFetchedAgainOnlyWhereItHasChanged() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      String plain = collector.get("/tarn.js");
      assertEquals(200, status(plain));
      assertEquals("text/javascript; charset=utf-8", header(plain, "Content-Type"));
      assertEquals("public, max-age=3600", header(plain, "Cache-Control"));
      assertEquals("Accept-Encoding", header(plain, "Vary"));
      String packed = collector.get("/tarn.js", "Accept-Encoding: br;q=1, gzip;q=0.5\r\n");
      assertEquals("gzip", header(packed, "Content-Encoding"));
      assertNotEquals(header(plain, "ETag"), header(packed, "ETag"));
      assertNull(header(collector.get("/tarn.js", "Accept-Encoding: gzip;q=0\r\n"), "Content-Encoding"));
      for (String tag : List.of(header(plain, "ETag"), header(packed, "ETag"), "W/" + header(plain, "ETag"), "\"x\", " + header(plain, "ETag"), "*")) {
        String again = collector.get("/tarn.js", "If-None-Match: " + tag + "\r\n");
        assertEquals(304, status(again), tag);
        assertEquals("", body(again));
      }
      assertEquals(200, status(collector.get("/tarn.js", "If-None-Match: \"other\"\r\n")));
      assertEquals("", body(collector.request("HEAD", "/tarn.js")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/", "/index.html", "/tarn.min.js", "/hello.gif/", "//hello.gif", "/HELLO.GIF", "/x/hello.gif", "/assets/hello.gif", "/hello.gif;x=1",
    "/live.html", "/favicon.ico", "/robots.txt", "/tarn.js.map"
  })
  void everythingElseIsNotFound(String path) throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      int status = status(collector.get(path));
      assertTrue(status == 404 || status == 400, path + " gives " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/../lake/raw", "/../../../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/hello.gif/../../tarn/bots.csv",
    "/..;/x", "/.%00./x", "file:///etc/passwd", "/tarn.js%00.html", "/\\..\\..\\x", "/%c0%ae%c0%ae/x"
  })
  void noPathLeadsOutOfTheAssets(String path) throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      String response = collector.get(path);
      int status = status(response);
      assertTrue(status == 404 || status == 400, path + " gives " + status);
      assertTrue(body(response).length() < 40, response);
    }
  }

  @Test
  void whatIsTooLongIsRefused() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      assertEquals(414, status(collector.get(hit("example.com", "x".repeat(8192)))));
      assertEquals(414, status(collector.get(hit("example.com", "x".repeat(30_000)))));
      assertEquals(431, status(collector.get(hit("example.com", ""), "Referer: " + "x".repeat(30_000) + "\r\n")));
      assertEquals(431, status(collector.get(hit("example.com", ""), "X: y\r\n".repeat(6_000))));
      assertEquals(200, status(collector.get(hit("example.com", "x".repeat(8000)))));
    }
  }

  @Test
  void whatIsNoHttpIsRefused() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      for (String rubbish : List.of("hello\r\n\r\n", "GET /hello.gif HTTP/1.1\r\n\r\n", "GET /hello.gif HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n")) {
        String response = RunningCollector.exchange(collector.port(), rubbish);
        assertTrue(response.isEmpty() || status(response) == 400, response);
        assertFalse(response.toLowerCase(java.util.Locale.ROOT).contains("jetty"), response);
      }
    }
  }

  @Test
  void oneAddressCannotSendMoreThanTheLimit() throws Exception {
    RunningCollector.Settings settings = new RunningCollector.Settings();
    settings.requestsPerSecond = 5;
    settings.proxies = List.of("127.0.0.1");
    try (RunningCollector collector = new RunningCollector(folder, settings)) {
      int refused = 0;
      for (int i = 0; i < 40; i++) {
        refused += status(collector.get("/healthz", "X-Forwarded-For: 198.51.100.1\r\n")) == 429 ? 1 : 0;
      }
      assertTrue(refused >= 20, refused + " of 40 refused");
      assertEquals(200, status(collector.get("/healthz", "X-Forwarded-For: 198.51.100.2\r\n")));
    }
  }

  private static void awaitRows(List<String> rows, RunningCollector collector, String sql) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!rows.equals(collector.lake.query(sql))) {
      assertTrue(System.nanoTime() < end, () -> "the lake never had " + rows + "; " + collector.said);
    }
  }

  @Test
  void hitsComeIntoTheSumsOfTheirDayByThemselvesAlsoAfterMidnight() throws Exception {
    RunningCollector.Settings settings = new RunningCollector.Settings();
    settings.flushEvery = Duration.ofMillis(20);
    settings.aggregateEvery = Duration.ofMillis(20);
    SettableClock clock = new SettableClock(Instant.parse("2026-11-20T23:59:00Z"));
    String sums = "select event_date, sum(page_view_cnt) from stats group by 1 order by 1";
    try (RunningCollector collector = new RunningCollector(folder, settings, clock)) {
      String hit = "/hello.gif?t=pv&hn=example.com&ts=";
      assertEquals(200, status(collector.get(hit + clock.millis(), BROWSER)));
      awaitRows(List.of("2026-11-20,1"), collector, sums);
      long beforeMidnight = clock.millis() + 30_000;
      clock.pass(Duration.ofMinutes(2));
      assertEquals(200, status(collector.get(hit + beforeMidnight, BROWSER)));
      assertEquals(200, status(collector.get(hit + clock.millis(), BROWSER)));
      awaitRows(List.of("2026-11-20,2", "2026-11-21,1"), collector, sums);
      assertEquals(List.of(), collector.said);
    }
  }

  @Test
  void aLakeHasOneCollector() throws Exception {
    try (RunningCollector collector = new RunningCollector(folder)) {
      assertEquals(200, status(collector.get("/healthz")));
      LakeException refused = org.junit.jupiter.api.Assertions.assertThrows(LakeException.class, () -> new RunningCollector(folder));
      assertTrue(refused.getMessage().contains("another serve"), refused.getMessage());
    }
  }
}
