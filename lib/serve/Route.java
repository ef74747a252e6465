package tarn.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What answers GET and HEAD at one path. Never waits for anything. */
interface Route {
  HttpField CROSS_ORIGIN = new PreEncodedHttpField("Cross-Origin-Resource-Policy", "cross-origin");
  HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  HttpField NO_SNIFF = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  HttpField TEXT = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");

  void answer(Request request, Response response, Callback callback);

  /** A short text that no cache keeps. */
  static void text(Response response, Callback callback, int status, String text) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.add(NO_STORE);
    headers.add(NO_SNIFF);
    headers.add(TEXT);
    ByteBuffer content = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
    headers.put(HttpHeader.CONTENT_LENGTH, content.remaining());
    response.setStatus(status);
    response.write(true, content, callback);
  }

  /** What a client is to try again in a moment. */
  static void busy(Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    text(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "busy");
  }
}
