package tarn.tracker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tarn.aggregate.SettableClock;
import tarn.browser.HeadlessBrowser;
import tarn.cli.Repository;

/**
 * Sites on loopback, any host name: pages that a test puts there, the tracker, its pixels, and what was asked of them.
 * Pixels and tracker are served under every folder, as behind a proxy. Pages see a clock that only the test sets.
 */
final class TrackedSite implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;
  private static final Page NOT_FOUND = new Page(404, "not found");

  private static final String CLOCK = """
      <!doctype html>
      <meta charset=utf-8>
      <script>
      window.testMillis = %d;
      window.Date = class extends Date {
        constructor(...given) { given.length ? super(...given) : super(window.testMillis); }
        static now() { return window.testMillis; }
      };
      </script>
      %s""";

  private final HttpServer server;
  private final SettableClock clock;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final Map<String, byte[]> assets = new HashMap<>();
  private final List<PixelHit> hits = new ArrayList<>();
  private final Set<String> asked = new TreeSet<>();
  private boolean pixelsWait;
  private int fences;
  private int collectorPort;

  private record Page(int status, String html) {}

  /** @param start the time at first, by the clock that pages see */
  TrackedSite(Instant start) throws IOException {
    clock = new SettableClock(start);
    for (String name : List.of("tarn.min.js", "hello.gif", "noscript.gif")) {
      assets.put(name, Files.readAllBytes(Repository.root().resolve("infra/assets").resolve(name)));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The time by the clock that pages see, which stands still but for {@link #pass}. */
  long millis() {
    return clock.millis();
  }

  /** Lets time pass for pages that are asked for from now on. */
  void pass(Duration time) {
    clock.pass(time);
  }

  /** Lets time pass, for the page in front of the browser too. */
  void pass(HeadlessBrowser browser, Duration time) {
    pass(time);
    browser.run("window.testMillis = arguments[0]", millis());
  }

  /**
   * Returns when all that the page in front had to do within the next 400 milliseconds is done and was asked for:
   * its timers end before a later one of ours.
   */
  void settle(HeadlessBrowser browser) {
    String fence = "/fence?" + ++fences;
    browser.runUntilDone(
        "const done = arguments[1]; setTimeout(() => fetch(arguments[0]).finally(done), 400)", fence);
    awaitRequest(fence);
  }

  /** A browser for which every host ending in {@code .example} is this machine, and one of them counts as secure. */
  HeadlessBrowser browser(Path profile, String secureHost) {
    return new HeadlessBrowser(profile, "--lang=de-DE", "--host-resolver-rules=MAP *.example 127.0.0.1",
        "--unsafely-treat-insecure-origin-as-secure=" + url(secureHost, ""));
  }

  /** That time for who asks for it on this side. */
  Clock clock() {
    return clock;
  }

  /** Has pages that are put there from now on take tracker and pixels from the collector at this port. */
  void collectBy(int port) {
    collectorPort = port;
  }

  private String collector(String path) {
    return "http://collector.example:" + (collectorPort > 0 ? collectorPort : port()) + path;
  }

  /** The address of a path on a host. */
  String url(String host, String path) {
    return "http://" + host + ":" + port() + path;
  }

  /** Puts a page there; {@code <tracker ATTRIBUTES>} in it becomes what docs/tracker.md says to put into pages. */
  TrackedSite page(String path, String html) {
    return page(path, 200, html);
  }

  TrackedSite page(String path, int status, String html) {
    String tag = "<script async src=\"" + collector("/tarn.js") + "\" $1></script><noscript><img src=\""
        + collector("/noscript.gif") + "\" referrerpolicy=\"no-referrer-when-downgrade\" alt=\"\"></noscript>";
    String text = html.replaceAll("<tracker ?([^>]*)>", tag);
    pages.put(path, new Page(status, text));
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String name = uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    synchronized (hits) {
      asked.add(uri.toString());
      if (name.endsWith(".gif")) {
        hits.add(PixelHit.of(uri.getPath(), uri.getRawQuery(), exchange.getRequestHeaders(), millis()));
      }
      hits.notifyAll();
    }
    if (name.endsWith(".gif")) {
      awaitPixels();
      send(exchange, 200, "image/gif", assets.get(name));
    } else if (name.endsWith(".js")) {
      send(exchange, 200, "text/javascript", assets.get("tarn.min.js"));
    } else {
      Page page = pages.getOrDefault(uri.getPath(), NOT_FOUND);
      send(exchange, page.status(), "text/html", CLOCK.formatted(millis(), page.html()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void awaitPixels() {
    await("pixels to be answered", () -> !pixelsWait);
  }

  /** While true, pixel requests are recorded but not answered. */
  void holdPixels(boolean hold) {
    synchronized (hits) {
      pixelsWait = hold;
      hits.notifyAll();
    }
  }

  /** Forgets what was asked so far. */
  void clear() {
    synchronized (hits) {
      hits.clear();
      asked.clear();
    }
  }

  /** In the order of their {@code ts}: requests overtake each other. */
  List<PixelHit> hits() {
    synchronized (hits) {
      return hits.stream().sorted(Comparator.comparingLong(PixelHit::millis)).toList();
    }
  }

  /** Hits without the pings of engagement. */
  List<String> told() {
    return hits().stream().filter(hit -> !hit.isPing()).map(PixelHit::toString).toList();
  }

  /** Waits until so many hits other than pings have come. */
  List<PixelHit> await(int count) {
    return await(count, hit -> !hit.isPing());
  }

  List<PixelHit> awaitPings(int count) {
    return await(count, PixelHit::isPing);
  }

  private List<PixelHit> await(int count, Predicate<PixelHit> kind) {
    await(count + " hits", () -> hits.stream().filter(kind).count() >= count);
    return hits().stream().filter(kind).toList();
  }

  /** Waits until somebody has asked for this path and query. */
  void awaitRequest(String pathAndQuery) {
    await(pathAndQuery, () -> asked.contains(pathAndQuery));
  }

  private interface Condition {
    boolean holds();
  }

  private void await(String what, Condition condition) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    synchronized (hits) {
      while (!condition.holds()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("waited in vain for " + what + "; so far " + hits);
        }
        try {
          hits.wait(left);
        } catch (InterruptedException interrupted) {
          throw new AssertionError(interrupted);
        }
      }
    }
  }

  @Override
  public void close() {
    holdPixels(false);
    server.stop(0);
    threads.shutdownNow();
  }
}
