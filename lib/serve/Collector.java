package tarn.serve;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import tarn.event.PixelOptions;
import tarn.lake.Lake;
import tarn.lake.LakeException;

/**
 * The serving layer on one machine: answers what CloudFront would, logs what it would log, and takes the lines into the
 * lake. Start reading at {@link PixelRoute}; {@link Journal} keeps the lines, {@link Drain} moves them on.
 */
public final class Collector {
  /** As much as CloudFront takes of a request line and headers. */
  private static final int LONGEST_HEAD = 20_480;
  private static final int MOST_CONNECTIONS = 10_000;
  private static final int MOST_THREADS = 16;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
  private static final Duration FIRST_UPKEEP = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(15);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Server server;
  private final ServerConnector connector;
  private final Journal journal;
  private final Drain drain;
  private final LiveServer live;
  private final ScheduledExecutorService background;
  private final HitCounts counts;

  private Collector(Server server, ServerConnector connector, Journal journal, Drain drain, LiveServer live,
      ScheduledExecutorService background, HitCounts counts) {
    this.server = server;
    this.connector = connector;
    this.journal = journal;
    this.drain = drain;
    this.live = live;
    this.background = background;
    this.counts = counts;
  }

  /**
   * Starts to serve, and to take in what an earlier process left in the journal.
   *
   * @param say hears, in sentences for people, what goes wrong in the background
   * @throws LakeException when the lake cannot be written to or the ports cannot be had
   * @throws IllegalArgumentException when a proxy is no address or range
   */
  public static Collector start(Lake lake, CollectorSettings settings, Clock clock, Consumer<String> say) throws Exception {
    ClientAddress addresses = new ClientAddress(settings.proxies());
    Journal journal = Journal.open(lake, clock, new Journal.Limits(settings.syncEvery(), settings.flushEvery(),
        settings.flushBytes(), settings.journalBytes()));
    Drain drain = new Drain(lake, journal, settings.hits(), clock, say);
    journal.start(drain::wake);
    HitCounts counts = new HitCounts();
    HitSource source = new HitSource(addresses, settings.edge(), settings.countryHeader(), say);
    Handler handler = new Routes(Map.of(
        "/" + PixelOptions.SCRIPT_PIXEL,
        new PixelRoute(PixelOptions.SCRIPT_PIXEL, journal, source, counts, settings.hits().domains(), clock),
        "/" + PixelOptions.NOSCRIPT_PIXEL,
        new PixelRoute(PixelOptions.NOSCRIPT_PIXEL, journal, source, counts, settings.hits().domains(), clock),
        "/tarn.js", new ScriptRoute(Asset.read("tarn.min.js")),
        "/healthz", (request, response, callback) -> health(journal, response, callback)));
    if (settings.requestsPerSecond() > 0) {
      handler = RateLimit.before(handler, settings.requestsPerSecond(), addresses);
    }
    Server server = server(handler);
    ServerConnector connector = connector(server, settings);
    LiveServer live = null;
    try {
      server.start();
      if (settings.livePort() >= 0) {
        live = LiveServer.start(lake, settings.livePort(), counts, clock);
      }
    } catch (IOException e) {
      server.stop();
      journal.close();
      throw new LakeException("cannot listen (" + e.getMessage()
          + "): give another --port, --live-port or --bind, or end what listens there", e);
    }
    drain.start(RETRY);
    ScheduledExecutorService background = Executors.newScheduledThreadPool(2, task -> {
      Thread thread = new Thread(task, "background");
      thread.setDaemon(true);
      return thread;
    });
    every(background, Duration.ofSeconds(1), new SlowConnections(connector, LONGEST_REQUEST));
    if (!settings.aggregateEvery().isZero()) {
      Upkeep upkeep = new Upkeep(lake, clock, say);
      // Soon, for what an earlier process had not come to.
      background.schedule(upkeep::run, FIRST_UPKEEP.toMillis(), TimeUnit.MILLISECONDS);
      every(background, settings.aggregateEvery(), upkeep::run);
    }
    return new Collector(server, connector, journal, drain, live, background, counts);
  }

  private static void every(ScheduledExecutorService background, Duration time, Runnable task) {
    background.scheduleWithFixedDelay(task, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void health(Journal journal, Response response, Callback callback) {
    if (journal.problem() == null) {
      Route.text(response, callback, HttpStatus.OK_200, "ok");
    } else {
      Route.busy(response, callback);
    }
  }

  private static Server server(Handler handler) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("http");
    Server server = new Server(threads);
    server.setHandler(new GracefulHandler(handler));
    server.setErrorHandler(new TextErrors());
    server.setStopTimeout(STOP.toMillis());
    return server;
  }

  private static ServerConnector connector(Server server, CollectorSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(LONGEST_HEAD);
    http.setSendServerVersion(false);
    http.setIdleTimeout(IDLE.toMillis());
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.address());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(1024);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    return connector;
  }

  /** The port that pixels and tracker are at. */
  public int port() {
    return connector.getLocalPort();
  }

  /** The port of the live page; -1 for none. */
  public int livePort() {
    return live == null ? -1 : live.port();
  }

  /** What became of the hits since the start. */
  public HitCounts.Sums counts() {
    return counts.sums();
  }

  /** Waits until it is closed. */
  public void join() throws InterruptedException {
    server.join();
  }

  /**
   * Ends: takes no more requests, answers those that are under way, and takes all that was kept into the lake.
   *
   * @return false where some of it could not be taken; it is in the journal, for the next start
   */
  public boolean stop() throws Exception {
    server.stop();
    if (live != null) {
      live.stop();
    }
    journal.end();
    background.shutdown();
    boolean drained = drain.finish();
    background.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS);
    journal.close();
    return drained;
  }
}
