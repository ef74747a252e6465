package tarn.serve;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line as CloudFront's real-time log has it, the counterpart of {@link tarn.log.RealtimeParser}. What a client sent
 * is percent-encoded once more, as CloudFront does it: controls, spaces, everything beyond ASCII, and among others the
 * backslash. So no value can end a field or a line, not even spelt out.
 */
final class RealtimeLine {
  private static final String ENCODED_BY_CLOUDFRONT = "<>\"#%{}|\\^~[]`'";
  private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final boolean[] KEPT = new boolean[128];

  static {
    for (char c = ' ' + 1; c < 127; c++) {
      KEPT[c] = ENCODED_BY_CLOUDFRONT.indexOf(c) < 0;
    }
  }

  private byte[] bytes = new byte[1024];
  private int length;

  /**
   * Begins with the fields up to {@code x-edge-location}.
   *
   * @param millis when the request arrived, milliseconds since 1970 UTC
   * @param stem our own name of what was asked for
   * @param requestBytes of the request line and the headers
   * @param edge null for none
   */
  RealtimeLine(long millis, String address, String stem, int requestBytes, String edge) {
    seconds(millis);
    field(address);
    field("200");
    field(stem);
    field(Integer.toString(requestBytes));
    encoded(edge, StandardCharsets.UTF_8);
  }

  /**
   * The remaining fields.
   *
   * @param userAgent bytes of the header, one a character; null for none, as for the others
   * @param referer bytes of the header, one a character
   * @param query as it was sent
   * @param country two letters; null leaves the field out
   * @return the line with its line end
   */
  byte[] end(long takenMillis, String userAgent, String referer, String query, String country) {
    put('\t');
    seconds(takenMillis);
    encoded(userAgent, StandardCharsets.ISO_8859_1);
    encoded(referer, StandardCharsets.ISO_8859_1);
    encoded(query, StandardCharsets.UTF_8);
    field("-");
    if (country != null) {
      encoded(country, StandardCharsets.UTF_8);
    }
    field("-");
    put('\n');
    return Arrays.copyOf(bytes, length);
  }

  private void seconds(long millis) {
    text(Long.toString(millis / 1000));
    put('.');
    long rest = millis % 1000;
    put('0' + (int) (rest / 100));
    put('0' + (int) (rest / 10 % 10));
    put('0' + (int) (rest % 10));
  }

  private void field(String ours) {
    put('\t');
    text(ours);
  }

  private void text(String ours) {
    for (int i = 0; i < ours.length(); i++) {
      put(ours.charAt(i));
    }
  }

  private void encoded(String value, Charset charset) {
    if (value == null || value.isEmpty()) {
      field("-");
      return;
    }
    put('\t');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 128) {
        for (byte b : value.substring(i).getBytes(charset)) {
          putEncoded(b);
        }
        return;
      }
      putEncoded((byte) c);
    }
  }

  private void putEncoded(byte b) {
    if (b >= 0 && KEPT[b]) {
      put(b);
    } else {
      put('%');
      put(DIGITS[b >> 4 & 15]);
      put(DIGITS[b & 15]);
    }
  }

  private void put(int b) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) b;
  }
}
