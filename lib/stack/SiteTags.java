package tarn.stack;

/** What the pages of a site have to hold to be counted. */
final class SiteTags {
  private SiteTags() {}

  static String of(String host) {
    return """
        <script async src="https://%s/tarn.js"></script>
        <noscript><img src="https://%s/noscript.gif" referrerpolicy="no-referrer-when-downgrade" alt=""></noscript>"""
        .formatted(host, host);
  }
}
