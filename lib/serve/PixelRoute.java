package tarn.serve;

import java.net.SocketAddress;
import java.time.Clock;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tarn.enrich.AllowList;
import tarn.enrich.DomainName;
import tarn.enrich.HitQuery;
import tarn.enrich.RequestUri;
import tarn.event.PixelOptions;

/**
 * A pixel: a GET of it is a hit, which becomes one line of the journal and is answered when that has reached the disk.
 * Whoever says by {@code Sec-GPC} or {@code DNT} not to be counted gets the pixel all the same and leaves no line.
 */
final class PixelRoute implements Route {
  /** As much as CloudFront takes of a URL. */
  private static final int LONGEST_QUERY = 8192;
  private static final HttpField TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "image/gif");
  private static final int LINE_BREAKS_AND_VERSION = " / HTTP/1.1\r\n\r\n".length() - 1;

  private final String path;
  private final Asset gif;
  private final HttpField length;
  private final Journal journal;
  private final HitSource source;
  private final HitCounts counts;
  private final AllowList domains;
  private final Clock clock;

  /** @param name of the pixel, and of its file under {@code infra/assets} */
  PixelRoute(String name, Journal journal, HitSource source, HitCounts counts, AllowList domains, Clock clock) {
    this.path = "/" + name;
    this.gif = Asset.read(name);
    this.length = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(gif.plain().remaining()));
    this.journal = journal;
    this.source = source;
    this.counts = counts;
    this.domains = domains;
    this.clock = clock;
  }

  @Override
  public void answer(Request request, Response response, Callback callback) {
    HttpFields headers = request.getHeaders();
    String query = request.getHttpURI().getQuery();
    if (!HttpMethod.GET.is(request.getMethod())) {
      pixel(response, callback);
    } else if (query != null && query.length() > LONGEST_QUERY) {
      Route.text(response, callback, HttpStatus.URI_TOO_LONG_414, "the query is longer than " + LONGEST_QUERY + " characters");
    } else if ("1".equals(headers.get("Sec-GPC")) || "1".equals(headers.get("DNT"))) {
      counts.optedOut();
      pixel(response, callback);
    } else if (!isWanted(query, headers)) {
      counts.unknownDomain();
      Route.text(response, callback, HttpStatus.FORBIDDEN_403, "this domain is not one of --domains");
    } else if (!journal.offer(line(request, headers, query), new Answer(response, callback))) {
      counts.refused();
      Route.busy(response, callback);
    }
  }

  /** Reads the site as the transform will. */
  private boolean isWanted(String query, HttpFields headers) {
    if (domains.isEverything()) {
      return true;
    }
    String domain = DomainName.normalise(path.endsWith(PixelOptions.NOSCRIPT_PIXEL)
        ? RequestUri.hostOf(headers.get(HttpHeader.REFERER)) : HitQuery.parse(query, 1).get("hn"));
    return domain != null && domains.allows(domain);
  }

  private byte[] line(Request request, HttpFields headers, String query) {
    SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
    return new RealtimeLine(clock.millis(), source.address(peer, headers), path, bytes(request, headers, query), source.edge())
        .end((System.nanoTime() - request.getBeginNanoTime()) / 1_000_000, headers.get(HttpHeader.USER_AGENT),
            headers.get(HttpHeader.REFERER), query, source.country(peer, headers));
  }

  private int bytes(Request request, HttpFields headers, String query) {
    int bytes = request.getMethod().length() + path.length() + LINE_BREAKS_AND_VERSION + (query == null ? 0 : 1 + query.length());
    for (HttpField header : headers) {
      bytes += header.getName().length() + (header.getValue() == null ? 0 : header.getValue().length()) + ": \r\n".length();
    }
    return bytes;
  }

  private void pixel(Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.add(NO_STORE);
    headers.add(TYPE);
    headers.add(CROSS_ORIGIN);
    headers.add(length);
    response.setStatus(HttpStatus.OK_200);
    response.write(true, gif.plain().slice(), callback);
  }

  private final class Answer implements Journal.Receipt {
    private final Response response;
    private final Callback callback;

    Answer(Response response, Callback callback) {
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void kept() {
      counts.kept();
      pixel(response, callback);
    }

    @Override
    public void refused() {
      counts.refused();
      Route.busy(response, callback);
    }
  }
}
