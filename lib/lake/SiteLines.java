package tarn.lake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tarn.event.RecordSite;
import tarn.log.LogParser;
import tarn.log.MalformedLine;
import tarn.log.PercentDecoder;

/** Takes the records of one site out of lines, and counts them. Not thread-safe. */
final class SiteLines {
  /** More often than anybody encodes: browser, tracker, CloudFront, and a URL within a URL. */
  private static final int ENCODINGS = 4;
  /** How logs spell characters out. */
  private static final Pattern ESCAPES = Pattern.compile("\\\\(?:[tnr\"]|x[0-9A-Fa-f]{2})");
  private static final Pattern NAMED_HOST = Pattern.compile("(?<![A-Za-z0-9])hn=([^&\\s\"]+)");

  private final String domain;
  private final Pattern mention;
  private long taken;

  /** @param domain in normal spelling */
  SiteLines(String domain) {
    this.domain = domain;
    // Neither a part of a longer name nor one of its subdomains.
    this.mention = Pattern.compile("(?<![a-z0-9_-])(?<![a-z0-9_-]\\.)(?:www\\.)?" + Pattern.quote(domain) + "(?!\\.?[a-z0-9_-])");
  }

  /**
   * What stays of a line of a log: the same array where none of its records is the site's, null where all are.
   *
   * @param pagesHost see {@link tarn.event.PixelOptions}
   */
  byte[] rest(byte[] line, LogParser parser, String pagesHost) {
    // Byte by byte, so that what stays is what it was.
    List<String> records = parser.records(new String(line, StandardCharsets.ISO_8859_1));
    List<String> kept = new ArrayList<>();
    for (String record : records) {
      String text = new String(record.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      if (text.startsWith("#")) {
        parser.comment(text);
        kept.add(record);
      } else if (text.isBlank() || !isOfSite(text, parser, pagesHost)) {
        kept.add(record);
      }
    }
    taken += records.size() - kept.size();
    return kept.size() == records.size() ? line
        : kept.stream().allMatch(String::isBlank) ? null : String.join("\\n", kept).getBytes(StandardCharsets.ISO_8859_1);
  }

  private boolean isOfSite(String record, LogParser parser, String pagesHost) {
    try {
      return RecordSite.isOf(domain, parser.parse(record), pagesHost);
    } catch (MalformedLine unreadable) {
      return pagesHost != null ? RecordSite.isHost(domain, pagesHost) : isToldBy(record);
    }
  }

  /** What no parser reads: its {@code hn} tells the site, and where it has none, any mention of the host. */
  private boolean isToldBy(String line) {
    String text = ESCAPES.matcher(line).replaceAll(" ");
    Matcher named = NAMED_HOST.matcher(text);
    boolean isNamed = false;
    while (named.find()) {
      isNamed = true;
      if (RecordSite.isHost(domain, PercentDecoder.decode(named.group(1), ENCODINGS))) {
        return true;
      }
    }
    return !isNamed && mention.matcher(PercentDecoder.decode(text, ENCODINGS).toLowerCase(Locale.ROOT)).find();
  }

  /** True, and counted, for a text of no known kind that is the site's. */
  boolean takes(String text) {
    boolean isTaken = isToldBy(text);
    taken += isTaken ? 1 : 0;
    return isTaken;
  }

  /** True, and counted, for the site's own name. */
  boolean takesEventOf(String domainName) {
    boolean isTaken = domain.equals(domainName);
    taken += isTaken ? 1 : 0;
    return isTaken;
  }

  /** How many records were taken out. */
  long taken() {
    return taken;
  }
}
