package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  private static String client(List<String> proxies, String peer, String... forwarded) {
    HttpFields.Mutable headers = HttpFields.build();
    for (String each : forwarded) {
      headers.add(HttpHeader.X_FORWARDED_FOR, each);
    }
    return ClientAddress.text(new ClientAddress(proxies).of(new InetSocketAddress(peer, 4711), headers));
  }

  @Test
  void nobodyIsBelievedWhereNoProxyIsConfigured() {
    assertEquals("127.0.0.1", client(List.of(), "127.0.0.1", "198.51.100.1"));
  }

  @Test
  void aStrangerIsNotBelieved() {
    assertEquals("192.0.2.1", client(List.of("127.0.0.1", "10.0.0.0/8"), "192.0.2.1", "198.51.100.1"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "198.51.100.1 | 198.51.100.1",
    "203.0.113.66, 198.51.100.1 | 198.51.100.1",
    "203.0.113.66, 198.51.100.1, 10.2.3.4 | 198.51.100.1",
    "198.51.100.1:8123 | 198.51.100.1",
    "2001:db8::1 | 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1]:443 | 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1] | 2001:db8:0:0:0:0:0:1",
    "10.1.1.1 | 10.1.1.1",
    "unknown | 127.0.0.1",
    "localhost | 127.0.0.1",
    "[cafe] | 127.0.0.1",
    "cafe | 127.0.0.1",
    "198.51.100.1, unknown | 127.0.0.1",
    "999.1.1.1 | 127.0.0.1",
    "1.2.3 | 127.0.0.1",
    "'' | 127.0.0.1",
    "',,,' | 127.0.0.1"
  })
  void theLastAddressThatIsNoProxyIsTheClients(String forwarded, String client) {
    assertEquals(client, client(List.of("127.0.0.1", "10.0.0.0/8"), "127.0.0.1", forwarded));
  }

  @Test
  void severalHeadersCountAsOneList() {
    assertEquals("198.51.100.1", client(List.of("127.0.0.1", "10.0.0.0/8"), "127.0.0.1", "203.0.113.66, 198.51.100.1", "10.0.0.9"));
  }

  @Test
  void rangesOfVersionSixAreKnown() {
    assertEquals("198.51.100.1", client(List.of("2001:db8::/32"), "2001:db8::5", "198.51.100.1"));
    assertEquals("2001:db9:0:0:0:0:0:5", client(List.of("2001:db8::/32"), "2001:db9::5", "198.51.100.1"));
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ClientAddress(List.of("10.0.0.0/99")));
    assertThrows(IllegalArgumentException.class, () -> new ClientAddress(List.of("proxy.example")));
  }
}
