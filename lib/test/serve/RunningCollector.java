package tarn.serve;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Lake;

/** A real collector on a free port of the loopback address, over a real lake. */
public final class RunningCollector implements AutoCloseable {
  static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  public final SmallLake lake;
  public final List<String> said = new CopyOnWriteArrayList<>();
  private final Collector collector;
  private boolean stopped;

  /** What a test changes of the settings. */
  public static final class Settings {
    AllowList domains = AllowList.everything();
    boolean trimSlash;
    List<String> proxies = List.of();
    String countryHeader;
    String edge;
    int requestsPerSecond;
    Duration syncEvery = Duration.ofMillis(1);
    Duration flushEvery = Duration.ofHours(1);
    long journalBytes = 1 << 30;
    Duration aggregateEvery = Duration.ZERO;

    CollectorSettings build() {
      return new CollectorSettings("127.0.0.1", 0, 0, new PixelOptions(domains).withTrimSlash(trimSlash), proxies, countryHeader, edge, requestsPerSecond, syncEvery,
          flushEvery, 32 << 20, journalBytes, aggregateEvery);
    }
  }

  RunningCollector(Path folder) throws Exception {
    this(folder, new Settings());
  }

  RunningCollector(Path folder, Settings settings) throws Exception {
    this(folder, settings, Clock.systemUTC());
  }

  public RunningCollector(Path folder, Settings settings, Clock clock) throws Exception {
    this(Lake.openOrCreate(folder), settings, clock);
  }

  RunningCollector(Lake over, Settings settings, Clock clock) throws Exception {
    lake = new SmallLake(over);
    collector = Collector.start(lake.lake(), settings.build(), clock, said::add);
  }

  public int port() {
    return collector.port();
  }

  int livePort() {
    return collector.livePort();
  }

  public HitCounts.Sums counts() {
    return collector.counts();
  }

  /** Sends bytes as they are, one a character, and reads until the server closes or has answered completely. */
  static String exchange(int port, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** @param headers each with its line end */
  String request(String method, String target, String... headers) throws IOException {
    return request(port(), method, target, headers);
  }

  static String request(int port, String method, String target, String... headers) throws IOException {
    boolean named = List.of(headers).stream().anyMatch(header -> header.startsWith("Host:"));
    return exchange(port, method + " " + target + " HTTP/1.1\r\n" + (named ? "" : "Host: localhost\r\n") + "Connection: close\r\n"
        + String.join("", headers) + "\r\n");
  }

  String get(String target, String... headers) throws IOException {
    return request("GET", target, headers);
  }

  static int status(String response) {
    return Integer.parseInt(response.substring(9, 12));
  }

  /** The value of a header; null where it is missing. */
  static String header(String response, String name) {
    return response.substring(0, response.indexOf("\r\n\r\n")).lines().filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .map(line -> line.substring(name.length() + 2)).findFirst().orElse(null);
  }

  static String body(String response) {
    return response.substring(response.indexOf("\r\n\r\n") + 4);
  }

  /** A page view now. */
  static String hit(String domain, String more) {
    return "/hello.gif?t=pv&ts=" + System.currentTimeMillis() + "&hn=" + domain + "&u=https%3A%2F%2F" + domain + "%2F" + more;
  }

  /** Ends it, so that all hits are in the lake. */
  public boolean stop() throws Exception {
    stopped = true;
    return collector.stop();
  }

  @Override
  public void close() {
    try {
      if (!stopped) {
        stop();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
