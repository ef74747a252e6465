package tarn.serve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * The address a request came from. {@code X-Forwarded-For} is believed as far as the configured proxies vouch for it:
 * each proxy appends the address it was called from, so the last one that is no proxy is the client's, and what stands
 * before it is the client's own invention.
 */
final class ClientAddress {
  /** With a larger number it would be a name, which Java would look up. */
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern ENTRY = Pattern.compile("(?:\"?\\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)](?::\\d+)?\"?|((?:" + OCTET + "\\.){3}" + OCTET
      + ")(?::\\d+)?|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*))");

  private final InetAddressSet proxies = new InetAddressSet();

  /**
   * @param proxies addresses, or ranges such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException when one of them is neither
   */
  ClientAddress(Collection<String> proxies) {
    this.proxies.addAll(proxies);
  }

  /** True where the peer itself is a configured proxy, so that its headers can be believed. */
  boolean isProxy(SocketAddress peer) {
    return !proxies.isEmpty() && peer instanceof InetSocketAddress socket && proxies.test(socket.getAddress());
  }

  /** The address of the client behind the peer of a connection. */
  InetAddress of(SocketAddress peer, HttpFields headers) {
    InetAddress address = peer instanceof InetSocketAddress socket ? socket.getAddress() : InetAddress.getLoopbackAddress();
    if (proxies.isEmpty() || !headers.contains(HttpHeader.X_FORWARDED_FOR)) {
      return address;
    }
    List<String> forwarded = List.of(String.join(",", headers.getValuesList(HttpHeader.X_FORWARDED_FOR)).split(","));
    for (int i = forwarded.size() - 1; i >= 0 && proxies.test(address); i--) {
      InetAddress before = parse(forwarded.get(i).strip());
      if (before == null) {
        break;
      }
      address = before;
    }
    return address;
  }

  /** An address, never a name that would have to be looked up; null where the text is none. */
  private static InetAddress parse(String text) {
    Matcher entry = ENTRY.matcher(text);
    if (!entry.matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(entry.group(1) != null ? entry.group(1) : entry.group(2) != null ? entry.group(2) : entry.group(3));
    } catch (UnknownHostException noAddress) {
      return null;
    }
  }

  /** As logs write it: without the name of a network interface. */
  static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
