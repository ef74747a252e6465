package tarn.log;

/**
 * Reads the combined log format of nginx and Apache: {@code address identity user [10/Oct/2000:13:55:36 -0700] "GET
 * /path?query HTTP/1.1" 200 2326 "referer" "user agent"}; whatever follows is ignored. The logged bytes are those of
 * the response, so the bytes of the request stay unknown.
 */
public final class CombinedParser implements LogParser {
  /** Every server on the internet is sent what is no HTTP, and logs it: such a line asks for nothing. */
  private static final RequestTarget NO_TARGET = new RequestTarget("", null);

  @Override
  public LogRecord parse(String line) throws MalformedLine {
    int dateEnd = CombinedDate.end(line);
    int addressEnd = line.indexOf(' ');
    int requestEnd = dateEnd < 0 ? -1 : QuotedText.end(line, dateEnd + 3);
    int statusEnd = requestEnd < 0 ? -1 : line.indexOf(' ', requestEnd + 2);
    int bytesEnd = statusEnd < 0 ? -1 : line.indexOf(' ', statusEnd + 1);
    int refererEnd = bytesEnd < 0 ? -1 : QuotedText.end(line, bytesEnd + 2);
    int userAgentEnd = refererEnd < 0 ? -1 : QuotedText.end(line, refererEnd + 3);
    if (userAgentEnd < 0
        || !line.startsWith("\" ", requestEnd)
        || !line.startsWith(" \"", bytesEnd)
        || !line.startsWith("\" \"", refererEnd)) {
      throw new MalformedLine(Reason.NOT_IN_COMBINED_FORMAT);
    }
    String request = QuotedText.unescape(line, dateEnd + 3, requestEnd);
    int methodEnd = methodEnd(request);
    RequestTarget target = methodEnd < 0 ? NO_TARGET
        : RequestTarget.of(request.substring(methodEnd + 1, request.lastIndexOf(" HTTP/")));
    return new LogRecord(
        CombinedDate.epochSeconds(line, dateEnd) * 1_000_000,
        textOrNull(line.substring(0, addressEnd)),
        status(line, requestEnd + 2, statusEnd),
        methodEnd < 0 ? null : request.substring(0, methodEnd),
        null,
        target.path(),
        target.queryString(),
        1,
        null,
        null,
        null,
        textOrNull(QuotedText.unescape(line, refererEnd + 3, userAgentEnd)),
        textOrNull(QuotedText.unescape(line, bytesEnd + 2, refererEnd)),
        null,
        null,
        null);
  }

  // A target may hold raw spaces, since some clients send them and some servers take them.
  private static int methodEnd(String request) {
    int methodEnd = 0;
    while (methodEnd < request.length() && request.charAt(methodEnd) >= 'A' && request.charAt(methodEnd) <= 'Z') {
      methodEnd++;
    }
    boolean spaceFollows = methodEnd < request.length() && request.charAt(methodEnd) == ' ';
    boolean isRequest = methodEnd > 0 && spaceFollows && request.lastIndexOf(" HTTP/") > methodEnd + 1;
    return isRequest ? methodEnd : -1;
  }

  private static int status(String line, int from, int to) throws MalformedLine {
    long status = Digits.whole(line, from, to);
    if (status < 0 || status > Integer.MAX_VALUE) {
      throw new MalformedLine(Reason.STATUS_IS_NO_NUMBER);
    }
    return (int) status;
  }

  private static String textOrNull(String text) {
    return text.isEmpty() || text.equals("-") ? null : text;
  }
}
