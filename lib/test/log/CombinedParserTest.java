package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CombinedParserTest {
  private static final String DATE = "10/Oct/2000:13:55:36 -0700";
  private static final String REQUEST = "GET /hello.gif?t=pv&u=https%3A%2F%2Fa HTTP/1.1";

  private final LogParser parser = new CombinedParser();

  @Test
  void readsALine() throws Exception {
    LogRecord read = parser.parse("203.0.113.7 - frank [" + DATE + "] \"" + REQUEST + "\" 200 2326"
        + " \"https://a.tld/?q=%20\" \"Mozilla/5.0 (X11)\"");
    assertEquals(
        new LogRecord(
            971_211_336_000_000L, "203.0.113.7", 200, "GET", null, "/hello.gif", "t=pv&u=https%3A%2F%2Fa", 1,
            null, null, null, "Mozilla/5.0 (X11)", "https://a.tld/?q=%20", null, null, null),
        read);
  }

  @Test
  void ignoresFieldsBehindTheUserAgent() throws Exception {
    assertEquals(parser.parse(line()), parser.parse(line() + " \"198.51.100.1\" 0.003 \"unfinished"));
  }

  @Test
  void readsAnAddressOfVersion6() throws Exception {
    assertEquals("2001:db8::1", parser.parse(line().replace("203.0.113.7", "2001:db8::1")).clientIp());
  }

  @Test
  void readsDashesAndEmptyTextAsNull() throws Exception {
    LogRecord dashes = parser.parse("- - - [" + DATE + "] \"GET / HTTP/1.1\" 304 - \"-\" \"-\"");
    assertNull(dashes.clientIp());
    assertNull(dashes.referer());
    assertNull(dashes.userAgent());
    assertNull(dashes.queryString());
    LogRecord empty = parser.parse("1.2.3.4 - - [" + DATE + "] \"GET /? HTTP/1.1\" 304 0 \"\" \"\"");
    assertNull(empty.referer());
    assertNull(empty.userAgent());
    assertNull(empty.queryString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
    "say \\\"hi\\\"      | say \"hi\"",
    "back\\\\slash       | back\\slash",
    "ends in \\\\        | ends in \\",
    "\\x22quoted\\x22    | \"quoted\"",
    "gr\\xC3\\xBCn       | grün",
    "gr\\xc3\\xbcn       | grün",
    "\\xE2\\x82\\xAC\\xC3\\xA9 | €é",
    "half \\xC3.         | half \ufffd.",
    "\\xC3\\x41          | \ufffdA",
    "\\xzz \\x4 \\q      | \\xzz \\x4 \\q",
    "\\\\x41             | \\x41",
    "grün                | grün"
  })
  void undoesEscapes(String logged, String userAgent) throws Exception {
    assertEquals(userAgent, parser.parse(lineOf(DATE, REQUEST, "200", logged)).userAgent());
  }

  @Test
  void undoesEscapesInTheRequest() throws Exception {
    LogRecord read = parser.parse(lineOf(DATE, "GET /a\\\"b?c=\\x22%22 HTTP/1.1", "200", "x"));
    assertEquals("/a\"b", read.path());
    assertEquals("c=\"%22", read.queryString());
  }

  @Test
  void takesRawSpacesInTheRequest() throws Exception {
    assertEquals("/a b", parser.parse(lineOf(DATE, "GET /a b?c d HTTP/1.1", "200", "x")).path());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "-", "", "\\x16\\x03\\x01\\x02", "GET", "GET /", "GET  HTTP/1.1", "HTTP/1.1", " / HTTP/1.1", "get / HTTP/1.1",
    "quit\\n"
  })
  void takesWhatIsNoRequestAsAskingForNothing(String request) throws Exception {
    LogRecord read = parser.parse(lineOf(DATE, request, "400", "x"));
    assertNull(read.method());
    assertEquals("", read.path());
    assertNull(read.queryString());
  }

  @ParameterizedTest
  @CsvSource({
    "10/Oct/2000:13:55:36 -0700, 2000-10-10T20:55:36Z",
    "01/Jan/2024:00:30:00 +0100, 2023-12-31T23:30:00Z",
    "29/Feb/2024:12:00:00 +0530, 2024-02-29T06:30:00Z",
    "31/Dec/2024:23:59:59 +0000, 2024-12-31T23:59:59Z"
  })
  void readsDates(String logged, Instant expected) throws Exception {
    LogRecord read = parser.parse(lineOf(logged, REQUEST, "200", "x"));
    assertEquals(expected.getEpochSecond() * 1_000_000, read.arrivalMicros());
  }

  @Test
  void readsEveryMonthWhateverTheLocale() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
    try {
      String[] months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
      for (int i = 0; i < months.length; i++) {
        String line = lineOf("01/" + months[i] + "/2024:00:00:00 +0000", REQUEST, "200", "x");
        Instant expected = Instant.parse(String.format(Locale.ROOT, "2024-%02d-01T00:00:00Z", i + 1));
        assertEquals(expected.getEpochSecond() * 1_000_000, parser.parse(line).arrivalMicros());
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "30/Feb/2024:12:00:00 +0000", "10/Okt/2000:13:55:36 -0700", "10/oct/2000:13:55:36 -0700",
    "10/Oct/2000:24:55:36 -0700", "10/Oct/2000:13:60:36 -0700", "10/Oct/2000 13:55:36 -0700",
    "10/Oct/2000:13:55:36 *0700", "10/Oct/2000:13:55:36 -9900", "10/Oct/2000:13:55:36 -07:0",
    "xx/xxx/xxxx:xx:xx:xx xxxxx", "10/Oct/1969:13:55:36 -0700"
  })
  void refusesADateThatDoesNotExist(String logged) {
    assertMalformed("date or time unreadable", lineOf(logged, REQUEST, "200", "x"));
  }

  @Test
  void isNotTakenInByADateInTheUserName() throws Exception {
    String user = "x [01/Jan/1999:00:00:00 +0000] \\\"GET /";
    String line = "1.2.3.4 - " + user + " [" + DATE + "] \"" + REQUEST + "\" 200 1 \"-\" \"x\"";
    assertEquals(parser.parse(line()).arrivalMicros(), parser.parse(line).arrivalMicros());
  }

  @Test
  void refusesAStatusThatIsNoNumber() {
    assertMalformed("status is no number", lineOf(DATE, REQUEST, "-", "x"));
    assertMalformed("status is no number", lineOf(DATE, REQUEST, "2x0", "x"));
  }

  @Test
  void refusesEveryLineThatBreaksOff() {
    String line = line();
    for (int length = 0; length < line.length(); length++) {
      assertMalformed("not in combined format", line.substring(0, length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "nonsense",
    "] \"",
    " ] \"\" \"\" \"\" \"\"",
    "[" + DATE + "] \"" + REQUEST + "\" 200 1 \"-\" \"x\"",
    "1.2.3.4 - - [1] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"",
    "1.2.3.4 - - [" + DATE + "] GET / HTTP/1.1 200 1 - -",
    "1.2.3.4 - - [" + DATE + "] \"" + REQUEST + "\" 200 2326",
    "1.2.3.4 - - [" + DATE + "] \"" + REQUEST + "\" 200 2326 - \"x\""
  })
  void refusesOtherFormats(String line) {
    assertMalformed("not in combined format", line);
  }

  @Test
  void needsNoHeader() {
    assertEquals("", parser.header());
  }

  private static String line() {
    return lineOf(DATE, REQUEST, "200", "Mozilla/5.0 (X11)");
  }

  private static String lineOf(String date, String request, String status, String userAgent) {
    return "203.0.113.7 - - [" + date + "] \"" + request + "\" " + status + " 2326 \"-\" \"" + userAgent + "\"";
  }

  private void assertMalformed(String reason, String line) {
    assertEquals(reason, assertThrows(MalformedLine.class, () -> parser.parse(line), line).getMessage(), line);
  }
}
