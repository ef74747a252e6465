package tarn.log;

import java.util.Arrays;
import java.util.List;

/**
 * Reads a CloudFront standard log. Its {@code #Fields:} header says which fields there are and in which order; it may
 * come again, as it does where several logs were joined. For one user at a time.
 */
public final class StandardParser implements LogParser {
  private static final String VERSION = "#Version:";
  private static final String FIELDS = "#Fields:";

  private String versionLine = "";
  private String fieldsLine = "";
  private StandardColumns columns;
  private Fields fields;

  @Override
  public void comment(String line) {
    if (line.startsWith(VERSION)) {
      versionLine = line + "\n";
    } else if (line.startsWith(FIELDS)) {
      fieldsLine = line + "\n";
      List<String> names = Arrays.asList(line.substring(FIELDS.length()).strip().split("\\s+"));
      columns = StandardColumns.of(names);
      fields = new Fields(names.size());
    }
  }

  @Override
  public String header() {
    return versionLine + fieldsLine;
  }

  @Override
  public LogRecord parse(String line) throws MalformedLine {
    if (columns == null) {
      throw new MalformedLine(Reason.NO_FIELDS_HEADER);
    }
    if (!columns.areEnough()) {
      throw new MalformedLine(Reason.FIELDS_HEADER_INCOMPLETE);
    }
    if (fields.split(line, line.length(), "\t") != columns.count()) {
      throw new MalformedLine(Reason.WRONG_NUMBER_OF_FIELDS);
    }
    RequestTarget target = RequestTarget.ofCloudFront(fields, columns.stem(), columns.query());
    return new LogRecord(
        epochSeconds(fields.raw(columns.date()), fields.raw(columns.time())) * 1_000_000,
        fields.text(columns.clientIp()),
        fields.status(columns.status()),
        fields.text(columns.method()),
        fields.text(columns.hostHeader()),
        target.path(),
        target.queryString(),
        2,
        fields.integer(columns.bytes()),
        fields.text(columns.edgeLocation()),
        fields.millis(columns.timeTaken()),
        userAgent(fields.text(columns.userAgent())),
        PercentDecoder.decode(fields.text(columns.referer())),
        fields.text(columns.resultType()),
        fields.integer(columns.asn()),
        fields.text(columns.country()));
  }

  private static long epochSeconds(String date, String time) throws MalformedLine {
    if (date.length() != 10 || date.charAt(4) != '-' || date.charAt(7) != '-'
        || time.length() != 8 || time.charAt(2) != ':' || time.charAt(5) != ':') {
      throw new MalformedLine(Reason.DATE_OR_TIME_UNREADABLE);
    }
    return CivilTime.epochSeconds(
        Digits.whole(date, 0, 4),
        Digits.whole(date, 5, 7),
        Digits.whole(date, 8, 10),
        Digits.whole(time, 0, 2),
        Digits.whole(time, 3, 5),
        Digits.whole(time, 6, 8));
  }

  // Logs of some years hold user agents that were encoded twice. A real one has spaces, so one that has none but
  // encoded ones is still encoded.
  private static String userAgent(String logged) {
    String decoded = PercentDecoder.decode(logged);
    boolean twice = decoded != null && decoded.indexOf(' ') < 0 && decoded.contains("%20");
    return twice ? PercentDecoder.decode(decoded) : decoded;
  }
}
