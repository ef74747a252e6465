package tarn.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import tarn.enrich.DomainName;
import tarn.lake.Lake;
import tarn.lake.LakeException;

/**
 * The live page, for whoever sits at the machine: it listens at the loopback address only, and answers only who calls
 * it by that name, so that no page on the web can have a browser read it under a name of its own.
 */
final class LiveServer {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Set<String> NAMES = Set.of("localhost", LOOPBACK, "[::1]");
  private static final int MOST_THREADS = 8;
  private static final String REFRESH_SECONDS = "20";

  private final Server server;
  private final ServerConnector connector;

  private LiveServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /** @param port 0 for any that is free */
  static LiveServer start(Lake lake, int port, HitCounts counts, Clock clock) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("live");
    Server server = new Server(threads);
    server.setErrorHandler(new TextErrors());
    server.setHandler(new Page(lake, counts, clock));
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    server.addConnector(connector);
    server.start();
    return new LiveServer(server, connector);
  }

  int port() {
    return connector.getLocalPort();
  }

  void stop() throws Exception {
    server.stop();
  }

  private static final class Page extends Handler.Abstract {
    private final Lake lake;
    private final HitCounts counts;
    private final Clock clock;
    private final LivePage page;

    Page(Lake lake, HitCounts counts, Clock clock) {
      this.lake = lake;
      this.counts = counts;
      this.clock = clock;
      this.page = new LivePage(clock.instant());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (!isOurName(request.getHeaders().get(HttpHeader.HOST))) {
        Route.text(response, callback, HttpStatus.MISDIRECTED_REQUEST_421, "call this page by the name localhost");
      } else if (!"/".equals(request.getHttpURI().getPath())) {
        Route.text(response, callback, HttpStatus.NOT_FOUND_404, "not found");
      } else if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        Route.text(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "only GET, HEAD");
      } else {
        answer(request, response, callback);
      }
      return true;
    }

    /** A tunnel may change the port, never the name. */
    private static boolean isOurName(String host) {
      int port = host == null ? -1 : host.lastIndexOf(':');
      return host != null && NAMES.contains(port > host.lastIndexOf(']') ? host.substring(0, port) : host);
    }

    private void answer(Request request, Response response, Callback callback) {
      Fields.Field asked = Request.extractQueryParameters(request).get("site");
      String site = asked == null ? null : DomainName.normalise(asked.getValue());
      response.getHeaders().put("Refresh", REFRESH_SECONDS);
      String html;
      try {
        html = page.html(numbers(site), site, counts.sums());
      } catch (SQLException | LakeException e) {
        Route.text(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "the lake could not be read just now; this page tries again by itself");
        return;
      }
      HttpFields.Mutable headers = response.getHeaders();
      headers.add(Route.NO_STORE);
      headers.add(Route.NO_SNIFF);
      headers.put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
      headers.put("Content-Security-Policy", page.contentSecurityPolicy());
      headers.put("Referrer-Policy", "no-referrer");
      headers.put("X-Frame-Options", "DENY");
      headers.put("Cross-Origin-Resource-Policy", "same-origin");
      ByteBuffer content = ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8));
      headers.put(HttpHeader.CONTENT_LENGTH, content.remaining());
      response.setStatus(HttpStatus.OK_200);
      response.write(true, content, callback);
    }

    /** One at a time: many open pages are not to take the machine from the hits. */
    private synchronized LiveNumbers numbers(String site) throws SQLException {
      return LiveNumbers.read(lake, clock, site);
    }
  }
}
