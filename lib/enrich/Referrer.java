package tarn.enrich;

/**
 * Where a page view came from.
 *
 * @param url the referring URL; null where there is none, and for internal page views
 * @param domainName its host without {@code www.}; {@link #NONE} where there is none; null for internal page views and
 *     where it cannot be known
 * @param kind which of the four cases it is
 */
public record Referrer(String url, String domainName, Kind kind) {
  /** The article's word for no referrer at all. */
  public static final String NONE = "Direct / None";

  /** The four cases. */
  public enum Kind { EXTERNAL, INTERNAL, ABSENT, UNKNOWN }

  /** A page view whose referrer is not told at all, as from the noscript pixel. */
  public static final Referrer UNKNOWN = new Referrer(null, null, Kind.UNKNOWN);

  private static final Referrer ABSENT = new Referrer(null, NONE, Kind.ABSENT);
  private static final Referrer INTERNAL = new Referrer(null, null, Kind.INTERNAL);

  /**
   * @param url what the browser gave as the referrer; null for none. What is no URL counts as none
   * @param domainName the site's own name
   */
  public static Referrer of(String url, String domainName) {
    String host = RequestUri.hostOf(url);
    String name = DomainName.normalise(host);
    if (name == null) {
      return ABSENT;
    }
    return name.equals(domainName) ? INTERNAL : new Referrer(url, name, Kind.EXTERNAL);
  }
}
