package tarn.event;

import tarn.enrich.DomainName;
import tarn.enrich.HitQuery;
import tarn.enrich.RequestUri;
import tarn.log.LogRecord;

/** Whose a record of a log is, whether it counts as a hit or not. */
public final class RecordSite {
  private RecordSite() {}

  /**
   * True for a record of a site: its hits, accepted or not, and the other requests of its visitors.
   *
   * @param domain in normal spelling
   * @param pagesHost see {@link PixelOptions}
   */
  public static boolean isOf(String domain, LogRecord record, String pagesHost) {
    if (pagesHost != null) {
      return isHost(domain, record.host() != null ? record.host() : pagesHost);
    }
    String named = DomainName.normalise(HitQuery.parse(record.queryString(), record.queryEncodings()).get("hn"));
    if (named != null) {
      return named.equals(domain);
    }
    String page = RequestUri.hostOf(record.referer());
    // The host of a pixel, where it is logged, is that of whoever serves it.
    return isHost(domain, page) || (page == null || !PixelOptions.isPixel(record.path())) && isHost(domain, record.host());
  }

  /** True where a host is that of the site, in any of its spellings; false for null. */
  public static boolean isHost(String domain, String host) {
    return domain.equals(DomainName.normalise(host));
  }
}
