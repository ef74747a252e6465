package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StandardParserTest {
  private static final String FULL_HEADER =
      "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer)"
          + " cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol"
          + " cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type"
          + " cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte"
          + " x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end c-country asn";
  private static final String FULL_LINE =
      "2023-04-21\t13:37:21\tHAM50-P2\t392\t2001:db8::1\tGET\td1.cloudfront.net\t/hello.gif\t304"
          + "\thttps://mydomain.tld/a%2520b\tMozilla/5.0%20(X11;%20Linux)\tt=pv&u=https%253A%252F%252Fa\t-\tHit\tid=="
          + "\tmydomain.tld\thttps\t789\t0.0016\t-\tTLSv1.3\tCIPHER\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\timage/gif"
          + "\t78\t-\t-\tDE\t3320";

  private final LogParser parser = new StandardParser();

  @Test
  void readsALineOfAllFields() throws Exception {
    parser.comment("#Version: 1.0");
    parser.comment(FULL_HEADER);
    LogRecord read = parser.parse(FULL_LINE);
    assertEquals(
        new LogRecord(
            1_682_084_241_000_000L, "2001:db8::1", 304, "GET", "mydomain.tld", "/hello.gif",
            "t=pv&u=https%253A%252F%252Fa", 2, 789, "HAM50-P2", 2, "Mozilla/5.0 (X11; Linux)",
            "https://mydomain.tld/a%20b", "Hit", 3320, "DE"),
        read);
  }

  @Test
  void readsFieldsInTheOrderOfTheHeader() throws Exception {
    parser.comment("#Fields: sc-status time cs-uri-stem date");
    LogRecord read = parser.parse("000\t00:00:01\t/x?a=b\t1970-01-01");
    assertEquals(
        new LogRecord(
            1_000_000L, null, 0, null, null, "/x", "a=b", 2, null, null, null, null, null, null, null, null),
        read);
  }

  @Test
  void takesTabsBetweenTheNamesToo() throws Exception {
    parser.comment("#Fields:date\ttime\tcs-uri-stem\tsc-status");
    assertEquals("/x", parser.parse("1970-01-01\t00:00:01\t/x\t200").path());
  }

  @Test
  void takesTheHostThatTheViewerAskedForAndNotThatOfTheDistribution() throws Exception {
    parser.comment("#Fields: date time cs-uri-stem sc-status cs(Host) x-host-header");
    assertEquals("own.tld", parser.parse("1970-01-01\t00:00:01\t/\t200\td1.cloudfront.net\town.tld").host());
    assertNull(parser.parse("1970-01-01\t00:00:01\t/\t200\td1.cloudfront.net\t-").host());
  }

  @ParameterizedTest
  @CsvSource({
    "Mozilla/5.0%20(X11),          Mozilla/5.0 (X11)",
    "Mozilla/5.0%2520(X11),        Mozilla/5.0 (X11)",
    "a%20b%2520c,                  a b%20c",
    "curl/8.0,                     curl/8.0",
    "100%25,                       100%",
    "a%zz%,                        a%zz%",
    "-,"
  })
  void decodesAUserAgentThatIsEncodedOnceOrTwice(String logged, String userAgent) throws Exception {
    parser.comment("#Fields: date time cs-uri-stem sc-status cs(User-Agent)");
    assertEquals(userAgent, parser.parse("1970-01-01\t00:00:01\t/\t200\t" + logged).userAgent());
  }

  @Test
  void refusesALineBeforeAnyHeader() {
    parser.comment("#Version: 1.0");
    assertMalformed("no #Fields header", FULL_LINE);
  }

  @Test
  void refusesAllLinesBehindAHeaderThatLacksTheStatus() {
    parser.comment("#Fields: date time cs-uri-stem");
    assertMalformed("#Fields header incomplete", "1970-01-01\t00:00:01\t/");
    parser.comment("#Fields:");
    assertMalformed("#Fields header incomplete", "1970-01-01\t00:00:01\t/");
  }

  @Test
  void refusesFieldsTooFewOrTooMany() {
    parser.comment(FULL_HEADER);
    assertMalformed("wrong number of fields", FULL_LINE.substring(0, FULL_LINE.lastIndexOf('\t')));
    assertMalformed("wrong number of fields", FULL_LINE + "\tmore");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "-\t-", "2023-02-29\t00:00:00", "2023-13-01\t00:00:00", "2023-4-21\t00:00:00", "2023/04/21\t00:00:00",
    "2023-04-21\t24:00:00", "2023-04-21\t23:60:00", "2023-04-21\t23:59:60", "2023-04-21\t1:00:00",
    "2023-04-21\t00-00-00", "202x-04-21\t00:00:00", "1969-12-31\t23:59:59", "0000-00-00\t00:00:00", "\t"
  })
  void refusesADateOrTimeThatDoesNotExist(String dateAndTime) {
    parser.comment("#Fields: date time cs-uri-stem sc-status");
    assertMalformed("date or time unreadable", dateAndTime + "\t/\t200");
  }

  @Test
  void readsTheLeapDay() throws Exception {
    parser.comment("#Fields: date time cs-uri-stem sc-status");
    long micros = parser.parse("2024-02-29\t23:59:59\t/\t200").arrivalMicros();
    assertEquals(Instant.parse("2024-02-29T23:59:59Z").getEpochSecond() * 1_000_000, micros);
  }

  @Test
  void refusesAStatusThatIsNoNumber() {
    parser.comment("#Fields: date time cs-uri-stem sc-status");
    assertMalformed("status is no number", "1970-01-01\t00:00:01\t/\t-");
  }

  @Test
  void givesItsHeaderLinesBack() throws Exception {
    assertEquals("", parser.header());
    parser.comment("#Version: 1.0");
    parser.comment("#Software: something");
    parser.comment(FULL_HEADER);
    assertEquals("#Version: 1.0\n" + FULL_HEADER + "\n", parser.header());

    LogParser part = new StandardParser();
    parser.header().lines().forEach(part::comment);
    assertEquals(parser.parse(FULL_LINE), part.parse(FULL_LINE));
  }

  @Test
  void followsANewHeaderInTheMiddleOfALog() throws Exception {
    parser.comment(FULL_HEADER);
    assertEquals(304, parser.parse(FULL_LINE).status());
    parser.comment("#Fields: sc-status date time cs-uri-stem");
    assertEquals(200, parser.parse("200\t1970-01-01\t00:00:01\t/").status());
    assertTrue(parser.header().startsWith("#Fields: sc-status"));
  }

  private void assertMalformed(String reason, String line) {
    assertEquals(reason, assertThrows(MalformedLine.class, () -> parser.parse(line)).getMessage());
  }
}
