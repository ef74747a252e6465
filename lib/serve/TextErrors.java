package tarn.serve;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors of the server as a word of text: nothing of the request, and nothing about the server, is repeated. */
final class TextErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Route.text(response, callback, status, HttpStatus.getMessage(status));
    return true;
  }
}
