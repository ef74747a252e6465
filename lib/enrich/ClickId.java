package tarn.enrich;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The mark that an advertising network leaves on the links of its ads.
 *
 * @param source the network as a campaign's source, or null where it serves many sites
 * @param medium the medium it stands for
 */
record ClickId(String source, String medium) {
  private static final Map<String, ClickId> BY_KEY = byKey("""
      gclid     google    cpc
      gbraid    google    cpc
      wbraid    google    cpc
      dclid     -         display
      msclkid   bing      cpc
      yclid     yandex    cpc
      fbclid    facebook  cpc
      ttclid    tiktok    cpc
      twclid    x         cpc
      li_fat_id linkedin  cpc
      epik      pinterest cpc
      rdt_cid   reddit    cpc
      sccid     snapchat  cpc
      qclid     quora     cpc
      tblci     -         cpc
      dicbo     -         cpc
      obclid    -         cpc""");
  private static final int SHORTEST_KEY = 4;

  /** How many are known. */
  static int count() {
    return BY_KEY.size();
  }

  private static Map<String, ClickId> byKey(String table) {
    Map<String, ClickId> ids = new HashMap<>();
    table.lines().map(line -> line.strip().split(" +"))
        .forEach(row -> ids.put(row[0], new ClickId(row[1].equals("-") ? null : row[1], row[2])));
    return ids;
  }

  /**
   * The first one in a page's query string; null for none.
   *
   * @param pageQuery null for none
   */
  static ClickId in(String pageQuery) {
    int end;
    for (int start = 0; pageQuery != null && start < pageQuery.length(); start = end + 1) {
      end = pageQuery.indexOf('&', start);
      if (end < 0) {
        end = pageQuery.length();
      }
      int equals = pageQuery.indexOf('=', start);
      if (equals >= start + SHORTEST_KEY && equals < end - 1) {
        ClickId id = BY_KEY.get(pageQuery.substring(start, equals).toLowerCase(Locale.ROOT));
        if (id != null) {
          return id;
        }
      }
    }
    return null;
  }
}
