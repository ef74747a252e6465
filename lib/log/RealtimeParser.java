package tarn.log;

import java.util.List;

/**
 * Reads a CloudFront real-time log: {@code timestamp, c-ip, sc-status, cs-uri-stem, cs-bytes, x-edge-location,
 * time-taken, cs-user-agent, cs-referer, cs-uri-query, x-edge-result-type, asn}, with or without {@code c-country}
 * before {@code asn}.
 *
 * <p>A standard log (v2) with the same fields is read as well: its {@code timestamp(ms)} is 13 digits of milliseconds.
 *
 * <p>Two spellings: a line with a real tab is split at real tabs only; in a line without one, the two characters
 * {@code \t} stand for a tab and {@code \n} at its end for the line end. For one user at a time.
 */
public final class RealtimeParser implements LogParser {
  private static final int WITHOUT_COUNTRY = 12;
  private static final int WITH_COUNTRY = 13;
  private static final int MILLIS_DIGITS = 13;
  private static final long YEAR_10000_MICROS = 253_402_300_800_000_000L;

  private final Fields fields = new Fields(WITH_COUNTRY);

  @Override
  public List<String> records(String line) {
    return LiteralLines.split(line);
  }

  @Override
  public LogRecord parse(String line) throws MalformedLine {
    int count = split(line);
    if (count != WITHOUT_COUNTRY && count != WITH_COUNTRY) {
      throw new MalformedLine(Reason.WRONG_NUMBER_OF_FIELDS);
    }
    RequestTarget target = RequestTarget.ofCloudFront(fields, 3, 9);
    return new LogRecord(
        arrivalMicros(line),
        fields.text(1),
        fields.status(2),
        null,
        null,
        target.path(),
        target.queryString(),
        2,
        fields.integer(4),
        fields.text(5),
        fields.millis(6),
        PercentDecoder.decode(fields.text(7)),
        PercentDecoder.decode(fields.text(8)),
        fields.text(10),
        fields.integer(count - 1),
        count == WITH_COUNTRY ? fields.text(11) : null);
  }

  @Override
  public long arrivalMicros(String record) throws MalformedLine {
    int end = record.indexOf('\t');
    if (end < 0) {
      end = record.indexOf("\\t");
    }
    long micros = end < 0 ? -1 : Digits.micros(record, 0, end);
    if (micros < 0 && end == MILLIS_DIGITS) {
      micros = Digits.whole(record, 0, end) * 1_000;
    }
    if (micros < 0) {
      throw new MalformedLine(Reason.TIMESTAMP_IS_NO_NUMBER);
    }
    if (micros >= YEAR_10000_MICROS) {
      throw new MalformedLine(Reason.TIMESTAMP_OUT_OF_RANGE);
    }
    return micros;
  }

  private int split(String line) {
    if (line.indexOf('\t') >= 0) {
      return fields.split(line, line.length(), "\t");
    }
    return fields.split(line, line.endsWith("\\n") ? line.length() - 2 : line.length(), "\\t");
  }
}
