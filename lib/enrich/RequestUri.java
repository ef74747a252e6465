package tarn.enrich;

import tarn.log.PercentDecoder;

/**
 * The page that was looked at.
 *
 * @param url as the browser had it; null where unknown
 * @param path without query and fragment, percent-decoded once; null where unknown
 */
public record RequestUri(String url, String path) {
  /**
   * @param url the page's URL; null where unknown
   * @param path the page's path, still percent-encoded by the browser; null to take it from the URL
   */
  public static RequestUri of(String url, String path) {
    String encoded = path != null ? path : pathOf(url);
    return new RequestUri(url, encoded == null ? null : PercentDecoder.decode(withoutQuery(encoded)));
  }

  /** The same page with {@code /a} for {@code /a/}; the root stays {@code /}. */
  public RequestUri withoutTrailingSlash() {
    int end = path == null ? 0 : path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path == null || end == path.length() ? this : new RequestUri(url, path.substring(0, end));
  }

  /** The query of a URL, without {@code ?} and fragment; null where it has none. */
  public static String queryOf(String url) {
    if (url == null) {
      return null;
    }
    int fragment = url.indexOf('#');
    String page = fragment < 0 ? url : url.substring(0, fragment);
    int question = page.indexOf('?');
    return question < 0 ? null : page.substring(question + 1);
  }

  /** The host part of an absolute URL, port included, user name excluded; null where the text is no absolute URL. */
  public static String hostOf(String url) {
    int start = authorityStart(url);
    if (start < 0) {
      return null;
    }
    String authority = url.substring(start, authorityEnd(url, start));
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return host.isEmpty() ? null : host;
  }

  private static String pathOf(String url) {
    int start = authorityStart(url);
    if (start < 0) {
      return null;
    }
    int end = authorityEnd(url, start);
    return end == url.length() || url.charAt(end) != '/' ? "/" : url.substring(end);
  }

  private static int authorityStart(String url) {
    int scheme = url == null ? -1 : url.indexOf("://");
    if (scheme <= 0) {
      return -1;
    }
    for (int i = 0; i < scheme; i++) {
      char c = url.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '+' || c == '.' || c >= '0' && c <= '9')) {
        return -1;
      }
    }
    return scheme + 3;
  }

  private static int authorityEnd(String url, int start) {
    for (int i = start; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return url.length();
  }

  private static String withoutQuery(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '?' || path.charAt(i) == '#') {
        return path.substring(0, i);
      }
    }
    return path;
  }
}
