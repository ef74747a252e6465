package tarn.enrich;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * The sites that are known to send visitors, and what they are: {@code lib/resources/referrers.csv}, and rows of the
 * user before it. Immutable.
 *
 * <p>A host in it stands for itself and all below it, the longest one first. {@code google.*} stands for the name under
 * {@code com} and under any country: {@code google.de}, {@code google.co.uk}. What has no dot is only a name that
 * campaigns use as {@code utm_source}, and so is the column {@code source}.
 */
public final class ReferrerTable {
  private static final String RESOURCE = "referrers.csv";
  private static final String ANY_COUNTRY = ".*";

  private static final ReferrerTable BUNDLED = readBundled();

  private final Map<String, SiteKind> byHost;
  private final Map<String, SiteKind> byName;

  private ReferrerTable(Map<String, SiteKind> byHost, Map<String, SiteKind> byName) {
    this.byHost = new HashMap<>(byHost);
    this.byName = new HashMap<>(byName);
  }

  private static ReferrerTable readBundled() {
    ReferrerTable table = new ReferrerTable(Map.of(), Map.of());
    for (CSVRecord row : CsvResource.rows(RESOURCE)) {
      table.add(row.get("host"), row.get("source"), SiteKind.ofName(row.get("medium")));
    }
    return table;
  }

  /** The table that ships with Tarn. */
  public static ReferrerTable bundled() {
    return BUNDLED;
  }

  /**
   * This table with the rows of a file added, which win over those of the same host or name.
   *
   * @param file CSV with the columns {@code host}, {@code source}, {@code medium}
   * @throws IllegalArgumentException where a row is wrong; the message names file, line and what to write
   * @throws IOException where the file cannot be read
   */
  public ReferrerTable with(Path file) throws IOException {
    ReferrerTable given = new ReferrerTable(Map.of(), Map.of());
    Set<String> hosts = new HashSet<>();
    for (CsvFile.Row row : CsvFile.rows(file, List.of("host", "source", "medium"))) {
      String host = row.get("host").toLowerCase(Locale.ROOT);
      SiteKind kind = SiteKind.ofName(row.get("medium").toLowerCase(Locale.ROOT));
      if (!isHost(host)) {
        throw row.wrong("'" + host + "' is no host: write one like example.com, example.* for all countries, or a name without dots");
      }
      if (kind == null) {
        throw row.wrong("'" + row.get("medium") + "' is no medium: write one of " + String.join(", ", SiteKind.names()));
      }
      if (!hosts.add(host)) {
        throw row.wrong("'" + host + "' is there twice: keep one of the two rows");
      }
      given.add(host, row.get("source").toLowerCase(Locale.ROOT), kind);
    }
    ReferrerTable table = new ReferrerTable(byHost, byName);
    table.byHost.putAll(given.byHost);
    table.byName.putAll(given.byName);
    return table;
  }

  private static boolean isHost(String host) {
    String name = host.endsWith(ANY_COUNTRY) ? host.substring(0, host.length() - ANY_COUNTRY.length()) : host;
    return name.equals(DomainName.normalise(name));
  }

  private void add(String host, String source, SiteKind kind) {
    (host.indexOf('.') < 0 ? byName : byHost).put(host, kind);
    if (!source.isEmpty() && kind != SiteKind.REFERRAL) {
      byName.putIfAbsent(source, kind);
    }
  }

  /** What the site of a referring page is; {@code host} in lower case without port. */
  public SiteKind ofHost(String host) {
    int suffixLength = countrySuffixLength(host);
    int start = 0;
    while (start < host.length() - suffixLength) {
      SiteKind kind = byHost.get(host.substring(start));
      if (kind == null && suffixLength > 0) {
        kind = byHost.get(host.substring(start, host.length() - suffixLength) + ANY_COUNTRY);
      }
      if (kind != null) {
        return kind;
      }
      int dot = host.indexOf('.', start);
      start = dot < 0 ? host.length() : dot + 1;
    }
    return SiteKind.REFERRAL;
  }

  /** What a campaign's source is: a name such as {@code facebook}, or a host; in lower case. */
  public SiteKind ofSource(String source) {
    SiteKind named = byName.get(source);
    if (named != null) {
      return named;
    }
    String host = DomainName.normalise(source);
    return host == null || host.indexOf('.') < 0 ? SiteKind.REFERRAL : ofHost(host);
  }

  /** Length of {@code .com}, {@code .de}, {@code .co.uk} or {@code .com.br} at the end of a host, 0 for anything else. */
  private static int countrySuffixLength(String host) {
    if (host.endsWith(".com")) {
      return 4;
    }
    int length = host.length();
    if (length < 4 || host.charAt(length - 3) != '.') {
      return 0;
    }
    String above = host.substring(0, length - 3);
    return above.endsWith(".co") ? 6 : above.endsWith(".com") ? 7 : 3;
  }
}
