package tarn.traffic;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** The two percent-encodings that a value goes through before it stands in a log line. */
final class PercentEncoding {
  private static final String KEPT_BY_BROWSERS = "-_.!~*'()";
  private static final String ENCODED_BY_CLOUDFRONT = "<>\"#%{}|\\^~[]`'";
  private static final String DIGITS = "0123456789ABCDEF";

  private PercentEncoding() {}

  /** What {@code encodeURIComponent} does. */
  static String byBrowser(String text) {
    return encode(text, c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
        || KEPT_BY_BROWSERS.indexOf(c) >= 0);
  }

  /** What CloudFront does to headers and query strings. */
  static String byCloudFront(String text) {
    return encode(text, c -> c > ' ' && c < 127 && ENCODED_BY_CLOUDFRONT.indexOf(c) < 0);
  }

  static String byBoth(String text) {
    return byCloudFront(byBrowser(text));
  }

  private static String encode(String text, IntPredicate kept) {
    StringBuilder encoded = new StringBuilder(text.length() + 32);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && kept.test(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(DIGITS.charAt(b >> 4 & 15)).append(DIGITS.charAt(b & 15));
      }
    }
    return encoded.toString();
  }
}
