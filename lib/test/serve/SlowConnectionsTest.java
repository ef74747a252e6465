package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowConnectionsTest {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final SlowConnections slow = new SlowConnections(connector, Duration.ZERO);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Routes(Map.of("/", (request, response, callback) -> Route.text(response, callback, 200, "ok"))));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** Sends, and waits until the server has it. */
  private void send(Socket socket, String text) throws IOException {
    long before = received();
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    while (received() < before + text.length()) {
      Thread.onSpinWait();
    }
  }

  private long received() {
    return connector.getConnectedEndPoints().stream().map(EndPoint::getConnection).filter(connection -> connection != null)
        .mapToLong(connection -> connection.getBytesIn()).sum();
  }

  private static void answer(Socket socket) throws IOException {
    byte[] text = new byte[1024];
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\nok\n")) {
      int count = socket.getInputStream().read(text);
      assertTrue(count > 0, answer.toString());
      answer.append(new String(text, 0, count, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aFirstRequestThatTricklesIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n");
      slow.run();
      send(socket, "X: y\r\n");
      slow.run();
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void aLaterRequestThatTricklesIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      answer(socket);
      slow.run();
      send(socket, "G");
      slow.run();
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void whoWaitsBetweenRequestsStays() throws Exception {
    try (Socket socket = connect()) {
      for (int i = 0; i < 3; i++) {
        send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        answer(socket);
        slow.run();
        slow.run();
      }
    }
  }
}
