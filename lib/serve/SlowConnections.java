package tarn.serve;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Closes connections that take too long over one request. The idle time-out of the server begins anew with every byte,
 * so that a client who sends one now and then could hold a connection for ever.
 */
final class SlowConnections implements Runnable {
  private record Progress(long requests, long bytes, long since) {}

  private final ServerConnector connector;
  private final long mostNanos;
  private Map<EndPoint, Progress> seen = new HashMap<>();

  /** @param most from the first byte of a request to its last */
  SlowConnections(ServerConnector connector, Duration most) {
    this.connector = connector;
    this.mostNanos = most.toNanos();
  }

  /** Looks at all connections; to be run every now and then. */
  @Override
  public void run() {
    long now = System.nanoTime();
    Map<EndPoint, Progress> current = new HashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      Connection connection = endPoint.getConnection();
      if (connection == null) {
        continue;
      }
      Progress before = seen.get(endPoint);
      long requests = connection.getMessagesIn();
      long bytes = connection.getBytesIn();
      if (before == null || before.requests() != requests) {
        // A new connection owes its first request; later ones only owe what they have begun.
        current.put(endPoint, new Progress(requests, requests == 0 ? -1 : bytes, now));
      } else if (bytes == before.bytes()) {
        current.put(endPoint, new Progress(requests, bytes, now));
      } else if (now - before.since() > mostNanos) {
        endPoint.close();
      } else {
        current.put(endPoint, before);
      }
    }
    seen = current;
  }
}
