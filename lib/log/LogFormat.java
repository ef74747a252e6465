package tarn.log;

import java.util.List;

/** The log formats that can be read. */
public enum LogFormat {
  /** CloudFront real-time log: tab-separated, 12 fields, or 13 with {@code c-country} before {@code asn}. */
  REALTIME {
    @Override
    public LogParser parser() {
      return new RealtimeParser();
    }
  },
  /** CloudFront standard log: tab-separated, a {@code #Fields:} header decides the order. */
  STANDARD {
    @Override
    public LogParser parser() {
      return new StandardParser();
    }
  },
  /** The combined format of nginx and Apache. */
  COMBINED {
    @Override
    public LogParser parser() {
      return new CombinedParser();
    }
  };

  /** A new parser for one log of this format. */
  public abstract LogParser parser();

  /**
   * The format of a log, judged by its first lines: a {@code #Version:} or {@code #Fields:} header means standard, an
   * address followed by a bracketed date and a quoted request means combined, all else is taken as real-time.
   */
  public static LogFormat detect(List<String> firstLines) {
    return FormatDetection.detect(firstLines);
  }
}
