package tarn.serve;

import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds what answers a request. Paths are compared as they were sent, whole and letter by letter. */
final class Routes extends Handler.Abstract.NonBlocking {
  private static final String METHODS = "GET, HEAD, OPTIONS";

  /** Pages of any origin may use what the collector serves. */
  private static final HttpField ANY_ORIGIN = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");

  private final Map<String, Route> byPath;

  Routes(Map<String, Route> byPath) {
    this.byPath = Map.copyOf(byPath);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().add(ANY_ORIGIN);
    String path = request.getHttpURI().getPath();
    Route route = path == null ? null : byPath.get(path);
    String method = request.getMethod();
    if (route == null) {
      Route.text(response, callback, HttpStatus.NOT_FOUND_404, "not found");
    } else if (HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method)) {
      route.answer(request, response, callback);
    } else if (HttpMethod.OPTIONS.is(method)) {
      preflight(response, callback);
    } else {
      response.getHeaders().put(HttpHeader.ALLOW, METHODS);
      Route.text(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "only " + METHODS);
    }
    return true;
  }

  private static void preflight(Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.ALLOW, METHODS);
    headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, "*");
    headers.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "86400");
    response.setStatus(HttpStatus.NO_CONTENT_204);
    response.write(true, null, callback);
  }
}
