package tarn.traffic;

/**
 * A site that has visitors.
 *
 * @param domain its name, lower case, without {@code www.}
 * @param visitsPerDay how many visits start there on an average day
 */
public record Site(String domain, SiteKind kind, int visitsPerDay) {
  public Site {
    if (visitsPerDay < 0) {
      throw new IllegalArgumentException("visitsPerDay is " + visitsPerDay + ", but a site has 0 visits or more.");
    }
  }
}
