package tarn.log;

/** The bracketed date of a line in combined format, for example {@code [10/Oct/2000:13:55:36 -0700]}. */
final class CombinedDate {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int LENGTH = "10/Oct/2000:13:55:36 -0700".length();

  private CombinedDate() {}

  /**
   * The index of the closing bracket of the date, behind which the quoted request follows; -1 where the line has no
   * date behind an address.
   */
  static int end(String line) {
    // A user name may hold brackets and spaces, even a whole date, but quotes only escaped: the first unescaped quote
    // behind a bracket is the request's.
    int end = line.indexOf("] \"");
    int start = end - LENGTH;
    boolean addressBefore = line.indexOf(' ') > 0 && line.indexOf(' ') < start;
    return addressBefore && line.charAt(start - 1) == '[' && line.charAt(start + 2) == '/' ? end : -1;
  }

  /** Seconds since 1970 UTC of the date that ends before an index. */
  static long epochSeconds(String line, int end) throws MalformedLine {
    int start = end - LENGTH;
    long offsetHours = Digits.whole(line, end - 4, end - 2);
    long offsetMinutes = Digits.whole(line, end - 2, end);
    char sign = line.charAt(end - 5);
    boolean offsetExists = offsetHours >= 0 && offsetHours <= 18 && offsetMinutes >= 0 && offsetMinutes <= 59;
    if (!hasItsSigns(line, start) || !offsetExists || sign != '+' && sign != '-') {
      throw new MalformedLine(Reason.DATE_OR_TIME_UNREADABLE);
    }
    long local = CivilTime.epochSeconds(
        Digits.whole(line, start + 7, start + 11),
        month(line, start + 3),
        Digits.whole(line, start, start + 2),
        Digits.whole(line, start + 12, start + 14),
        Digits.whole(line, start + 15, start + 17),
        Digits.whole(line, start + 18, start + 20));
    long offset = (offsetHours * 60 + offsetMinutes) * 60;
    return sign == '+' ? local - offset : local + offset;
  }

  private static boolean hasItsSigns(String line, int start) {
    return line.charAt(start + 2) == '/'
        && line.charAt(start + 6) == '/'
        && line.charAt(start + 11) == ':'
        && line.charAt(start + 14) == ':'
        && line.charAt(start + 17) == ':'
        && line.charAt(start + 20) == ' ';
  }

  private static int month(String line, int start) {
    for (int month = 1; month <= 12; month++) {
      if (MONTHS.regionMatches(month * 3 - 3, line, start, 3)) {
        return month;
      }
    }
    return -1;
  }
}
