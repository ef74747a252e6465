package tarn.serve;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Where a hit came from and through, as far as that is known. */
final class HitSource {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private static final String UNKNOWN_PROXY = "requests carry X-Forwarded-For and come from none of --proxy: behind a proxy all visitors"
      + " look like one, so name it by --proxy";

  private final ClientAddress addresses;
  private final String edge;
  private final String countryHeader;
  private final Consumer<String> say;
  private final AtomicBoolean saidUnknownProxy = new AtomicBoolean();

  /**
   * @param edge the location to log; null for none
   * @param countryHeader in which the proxies name the country of the client; null for none
   * @param say hears once when a proxy seems not to be configured
   */
  HitSource(ClientAddress addresses, String edge, String countryHeader, Consumer<String> say) {
    this.addresses = addresses;
    this.edge = edge;
    this.countryHeader = countryHeader;
    this.say = say;
  }

  String address(SocketAddress peer, HttpFields headers) {
    if (headers.contains(HttpHeader.X_FORWARDED_FOR) && !addresses.isProxy(peer) && saidUnknownProxy.compareAndSet(false, true)) {
      say.accept(UNKNOWN_PROXY);
    }
    return ClientAddress.text(addresses.of(peer, headers));
  }

  String edge() {
    return edge;
  }

  /** Two letters; null where no proxy of ours says. */
  String country(SocketAddress peer, HttpFields headers) {
    if (countryHeader == null || !addresses.isProxy(peer)) {
      return null;
    }
    String country = headers.get(countryHeader);
    return country != null && COUNTRY.matcher(country).matches() ? country : null;
  }
}
