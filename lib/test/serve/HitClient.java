package tarn.serve;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A browser's connection that sends one hit after another. */
final class HitClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream input;

  HitClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
    input = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Sends a page view and waits for its answer.
   *
   * @throws IOException when the server is gone
   */
  int send(long browserMillis) throws IOException {
    socket.getOutputStream().write(("GET /hello.gif?t=pv&ts=" + browserMillis + "&hn=example.com&u=https%3A%2F%2Fexample.com%2F HTTP/1.1\r\n"
        + "Host: localhost\r\nUser-Agent: " + RunningCollector.AGENT + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    int status = -1;
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (status < 0) {
        status = Integer.parseInt(line.substring(9, 12));
      } else if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    input.skipNBytes(length);
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0) {
        throw new IOException("the server is gone");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
