package tarn.serve;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The tracker. Browsers keep it for an hour and then ask whether it has changed. */
record ScriptRoute(Asset script) implements Route {
  private static final HttpField TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/javascript; charset=utf-8");
  private static final HttpField AN_HOUR = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "public, max-age=3600");
  private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
  private static final HttpField GZIP = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");

  @Override
  public void answer(Request request, Response response, Callback callback) {
    HttpFields asked = request.getHeaders();
    boolean packed = asked.getQualityCSV(HttpHeader.ACCEPT_ENCODING).contains("gzip");
    HttpFields.Mutable headers = response.getHeaders();
    headers.add(AN_HOUR);
    headers.add(VARY);
    headers.add(CROSS_ORIGIN);
    headers.add(HttpHeader.ETAG, packed ? script.packedEtag() : script.etag());
    if (isKnown(asked)) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      response.write(true, null, callback);
      return;
    }
    headers.add(TYPE);
    headers.add(NO_SNIFF);
    if (packed) {
      headers.add(GZIP);
    }
    var content = (packed ? script.packed() : script.plain()).slice();
    headers.put(HttpHeader.CONTENT_LENGTH, content.remaining());
    response.setStatus(HttpStatus.OK_200);
    response.write(true, content, callback);
  }

  private boolean isKnown(HttpFields asked) {
    List<String> known = asked.getValuesList(HttpHeader.IF_NONE_MATCH);
    // A tag stands with its quotation marks, so that it is found nowhere else.
    return known.stream().anyMatch(tags -> tags.equals("*") || tags.contains(script.etag()) || tags.contains(script.packedEtag()));
  }
}
