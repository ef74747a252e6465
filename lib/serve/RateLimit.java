package tarn.serve;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.DoSHandler;

/** Refuses the requests of an address beyond so many a second, with status 429. */
final class RateLimit {
  private static final int MOST_ADDRESSES = 100_000;
  private static final int NETWORK_BYTES = 8;
  private static final Duration SAMPLE = Duration.ofMillis(100);

  private RateLimit() {}

  static Handler before(Handler next, int requestsPerSecond, ClientAddress addresses) {
    return new DoSHandler(next,
        request -> key(addresses.of(request.getConnectionMetaData().getRemoteSocketAddress(), request.getHeaders())),
        new DoSHandler.LeakingBucketTrackerFactory(requestsPerSecond),
        new DoSHandler.StatusRejectHandler(HttpStatus.TOO_MANY_REQUESTS_429),
        MOST_ADDRESSES);
  }

  /** One customer has a whole /64 of version 6. */
  private static String key(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) : address.getHostAddress();
  }
}
