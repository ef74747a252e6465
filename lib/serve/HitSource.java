package tarn.serve;

import java.net.SocketAddress;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;

/** Where a hit came from and through, as far as that is known. */
final class HitSource {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private final ClientAddress addresses;
  private final String edge;
  private final String countryHeader;

  /**
   * @param edge the location to log; null for none
   * @param countryHeader in which the proxies name the country of the client; null for none
   */
  HitSource(ClientAddress addresses, String edge, String countryHeader) {
    this.addresses = addresses;
    this.edge = edge;
    this.countryHeader = countryHeader;
  }

  String address(SocketAddress peer, HttpFields headers) {
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
