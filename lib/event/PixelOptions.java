package tarn.event;

import java.util.Set;
import tarn.enrich.AllowList;
import tarn.enrich.ReferrerTable;
import tarn.enrich.UserAgentRegexes;

/**
 * What counts as a hit, and how it is read.
 *
 * @param domains the sites whose hits are taken
 * @param pagesHost null to count pixel requests; or the host whose page requests in an access log count as page views
 * @param trimSlash true to take {@code /a/} for {@code /a}
 * @param referrers which sites are known to send visitors
 * @param userAgents how browsers, systems and devices are told
 */
public record PixelOptions(
    AllowList domains, String pagesHost, boolean trimSlash, ReferrerTable referrers, UserAgentRegexes userAgents) {
  /** The pixel of the tracker script. */
  public static final String SCRIPT_PIXEL = "hello.gif";
  /** The pixel of browsers without scripts, which tell no more than their headers. */
  public static final String NOSCRIPT_PIXEL = "noscript.gif";

  private static final Set<String> PAGE_EXTENSIONS = Set.of("html", "htm", "xhtml", "php", "asp", "aspx", "jsp", "md");

  public PixelOptions(AllowList domains) {
    this(domains, null);
  }

  public PixelOptions(AllowList domains, String pagesHost) {
    this(domains, pagesHost, false, ReferrerTable.bundled(), UserAgentRegexes.bundled());
  }

  public PixelOptions withTrimSlash(boolean trim) {
    return new PixelOptions(domains, pagesHost, trim, referrers, userAgents);
  }

  /** True for the path of a document of this host: one without extension, or with that of a page. */
  static boolean isDocument(String path) {
    // Scanners ask for whole URLs of other hosts.
    if (!path.startsWith("/")) {
      return false;
    }
    String name = lastSegment(path);
    int dot = name.lastIndexOf('.');
    return dot < 0 || PAGE_EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT));
  }

  /** True for the path of either pixel. */
  static boolean isPixel(String path) {
    String name = lastSegment(path);
    return name.equals(SCRIPT_PIXEL) || name.equals(NOSCRIPT_PIXEL);
  }

  static String lastSegment(String path) {
    return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
  }
}
