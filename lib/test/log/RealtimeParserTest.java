package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RealtimeParserTest {
  private static final int TIMESTAMP = 0;
  private static final int ADDRESS = 1;
  private static final int STATUS = 2;
  private static final int STEM = 3;
  private static final int BYTES = 4;
  private static final int EDGE_LOCATION = 5;
  private static final int TIME_TAKEN = 6;
  private static final int USER_AGENT = 7;
  private static final int REFERER = 8;
  private static final int QUERY = 9;
  private static final int RESULT_TYPE = 10;
  private static final int ASN = 11;

  private final LogParser parser = new RealtimeParser();

  @Test
  void readsTheRecordOfTheArticle() throws Exception {
    LogRecord read = parser.parse(Golden.text("article/realtime-record.tsv").stripTrailing());
    assertEquals(1_682_084_241_469_000L, read.arrivalMicros());
    assertEquals("2003:e1:bf1f:7c00:8eb:18f8:a1fb:9dad", read.clientIp());
    assertEquals(304, read.status());
    assertNull(read.method());
    assertNull(read.host());
    assertEquals("/hello.gif", read.path());
    assertEquals("t=pv&ts=1682083804768&u=https%253A%252F%252Fmydomain.tld%252F", read.queryString().substring(0, 61));
    assertEquals(2, read.queryEncodings());
    assertEquals(789, read.bytes());
    assertEquals("HAM50-P2", read.edgeLocation());
    assertEquals(1, read.timeTakenMillis());
    assertEquals(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0"
            + " Safari/537.36",
        read.userAgent());
    assertNull(read.referer());
    assertEquals("Hit", read.cacheStatus());
    assertEquals(3320, read.asn());
    assertNull(read.country());
  }

  @Test
  void readsTheArticlesRecordAlikeInBothSpellings() throws Exception {
    byte[] spelt = Base64.getDecoder().decode(Golden.text("article/realtime-record.b64").strip());
    String literal = new String(spelt, StandardCharsets.UTF_8);
    assertFalse(literal.contains("\t"));
    assertEquals(parser.parse(Golden.text("article/realtime-record.tsv").stripTrailing()), parser.parse(literal));
  }

  @Test
  void splitsAtRealTabsOnly() throws Exception {
    assertEquals("a\\tb", parser.parse(with(USER_AGENT, "a\\tb")).userAgent());
  }

  @Test
  void keepsALiteralLineEndBehindRealTabs() throws Exception {
    assertNull(parser.parse(with(ASN, "3320\\n")).asn());
  }

  @Test
  void splitsAtLiteralTabsWhereThereIsNoRealOne() throws Exception {
    assertEquals(parser.parse(line(fields())), parser.parse(String.join("\\t", fields())));
  }

  @Test
  void dropsOneLiteralLineEnd() throws Exception {
    assertEquals(parser.parse(line(fields())), parser.parse(String.join("\\t", fields()) + "\\n"));
  }

  @Test
  void readsTheCountryBeforeTheSystemNumber() throws Exception {
    String twelve = line(fields());
    LogRecord read = parser.parse(twelve.substring(0, twelve.lastIndexOf('\t')) + "\tDE\t3320");
    assertEquals("DE", read.country());
    assertEquals(3320, read.asn());
  }

  @Test
  void knowsNoCountryWhereItIsADash() throws Exception {
    String twelve = line(fields());
    LogRecord read = parser.parse(twelve.substring(0, twelve.lastIndexOf('\t')) + "\t-\t-");
    assertNull(read.country());
    assertNull(read.asn());
  }

  @Test
  void refusesElevenFields() {
    String twelve = line(fields());
    assertMalformed("wrong number of fields", twelve.substring(0, twelve.lastIndexOf('\t')));
  }

  @Test
  void refusesFourteenFields() {
    assertMalformed("wrong number of fields", line(fields()) + "\tDE\tmore");
  }

  @Test
  void refusesManyMoreFields() {
    assertMalformed("wrong number of fields", "\t".repeat(100_000));
  }

  @Test
  void refusesALineWithoutAnyTab() {
    assertMalformed("wrong number of fields", "nonsense");
  }

  @ParameterizedTest
  @CsvSource({
    "1682084241.469,    1682084241469000",
    "1682084241.000001, 1682084241000001",
    "1682084241.999999, 1682084241999999",
    "1682084241.1,      1682084241100000",
    "1682084241,        1682084241000000",
    "0,                 0",
    "253402300799.999999, 253402300799999999",
    "1682084241469,     1682084241469000"
  })
  void readsTimestampsExactly(String logged, long micros) throws Exception {
    assertEquals(micros, parser.parse(with(TIMESTAMP, logged)).arrivalMicros());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "-", "", "x", "-1", "+1", "1.", ".5", "1.2.3", "1,5", "1e3", "NaN", " 1", "1.0000001", "16820842414690", "168208424146x", "1\0", "١"
  })
  void refusesATimestampThatIsNoNumber(String logged) {
    assertMalformed("timestamp is no number", with(TIMESTAMP, logged));
  }

  @Test
  void refusesATimestampBehindTheYear9999() {
    assertMalformed("timestamp out of range", with(TIMESTAMP, "253402300800"));
  }

  @Test
  void readsStatus000AsZero() throws Exception {
    assertEquals(0, parser.parse(with(STATUS, "000")).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "", "2xx", "-200", "2147483648", "200.0", "2\u00000", "99999999999999999999"})
  void refusesAStatusThatIsNoNumber(String logged) {
    assertMalformed("status is no number", with(STATUS, logged));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "", "-1", "2147483648", "1.5", "0x10", "99999999999999999999", "12 "})
  void readsAnUnreadableOptionalNumberAsNull(String logged) throws Exception {
    assertNull(parser.parse(with(BYTES, logged)).bytes());
    assertNull(parser.parse(with(ASN, logged)).asn());
  }

  @Test
  void readsTheLargestIntegers() throws Exception {
    assertEquals(Integer.MAX_VALUE, parser.parse(with(BYTES, "2147483647")).bytes());
    assertEquals(Integer.MAX_VALUE, parser.parse(with(ASN, "2147483647")).asn());
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 1", "0, 0", "0.0004, 0", "0.0005, 1", "1.2345, 1235", "12, 12000", "2147483.647, 2147483647",
    "2147483.648,", "-0.001,", "-,", "x,", "'',", "1.,", "99999999999999999999,"
  })
  void roundsTheTimeTakenToMilliseconds(String logged, Integer millis) throws Exception {
    assertEquals(millis, parser.parse(with(TIME_TAKEN, logged)).timeTakenMillis());
  }

  @Test
  void readsDashesAndEmptyFieldsAsNull() throws Exception {
    for (String nothing : List.of("-", "")) {
      assertNull(parser.parse(with(ADDRESS, nothing)).clientIp());
      assertNull(parser.parse(with(EDGE_LOCATION, nothing)).edgeLocation());
      assertNull(parser.parse(with(USER_AGENT, nothing)).userAgent());
      assertNull(parser.parse(with(REFERER, nothing)).referer());
      assertNull(parser.parse(with(QUERY, nothing)).queryString());
      assertNull(parser.parse(with(RESULT_TYPE, nothing)).cacheStatus());
    }
  }

  @Test
  void decodesUserAgentAndRefererOnce() throws Exception {
    assertEquals("a b%20c", parser.parse(with(USER_AGENT, "a%20b%2520c")).userAgent());
    assertEquals("https://a.tld/?q=%C3%BC", parser.parse(with(REFERER, "https://a.tld/?q=%25C3%25BC")).referer());
  }

  @Test
  void leavesAWronglyEncodedUserAgentReadable() throws Exception {
    assertEquals("100% %zz %", parser.parse(with(USER_AGENT, "100%%20%zz%20%")).userAgent());
  }

  @Test
  void leavesTheQueryAsLogged() throws Exception {
    assertEquals("u=%25%zz%25%", parser.parse(with(QUERY, "u=%25%zz%25%")).queryString());
  }

  @Test
  void cutsThePathAtTheQuestionMark() throws Exception {
    LogRecord read = parser.parse(with(STEM, "/a/hello.gif?t=tr"));
    assertEquals("/a/hello.gif", read.path());
    assertEquals("t=pv", read.queryString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", ""})
  void takesTheQueryFromTheStemWhereItsFieldIsEmpty(String nothing) throws Exception {
    String[] fields = fields();
    fields[STEM] = "/hello.gif?t=tr&u=a?b";
    fields[QUERY] = nothing;
    LogRecord read = parser.parse(line(fields));
    assertEquals("/hello.gif", read.path());
    assertEquals("t=tr&u=a?b", read.queryString());
  }

  @Test
  void knowsNoQueryWhereNeitherFieldHasOne() throws Exception {
    String[] fields = fields();
    fields[STEM] = "/hello.gif?";
    fields[QUERY] = "-";
    assertNull(parser.parse(line(fields)).queryString());
  }

  @Test
  void undoesCloudFrontsEncodingOfThePathOnly() throws Exception {
    assertEquals("/gr%C3%BC%3Fn.gif", parser.parse(with(STEM, "/gr%25C3%25BC%253Fn.gif")).path());
  }

  @Test
  void keepsAPathThatIsOnlyADash() throws Exception {
    assertEquals("-", parser.parse(with(STEM, "-")).path());
  }

  @Test
  void takesNulAndInvalidBytesAsTheyCome() throws Exception {
    byte[] invalid = {'a', 0, (byte) 0xff, 'b'};
    String text = new String(invalid, StandardCharsets.UTF_8);
    assertEquals("a\0\ufffdb", parser.parse(with(USER_AGENT, text)).userAgent());
  }

  @Test
  void readsALineOfOneMegabyte() throws Exception {
    String query = "x".repeat(1_000_000);
    assertEquals(query, parser.parse(with(QUERY, query)).queryString());
  }

  @Test
  void forgetsTheLineBefore() throws Exception {
    LogRecord alone = new RealtimeParser().parse(line(fields()));
    assertMalformed("wrong number of fields", "1\t2\t3");
    assertEquals(alone, parser.parse(line(fields())));
  }

  @Test
  void needsNoHeader() {
    parser.comment("#Version: 1.0");
    assertEquals("", parser.header());
  }

  private static String[] fields() {
    return new String[] {
      "1682084241.469", "203.0.113.7", "200", "/hello.gif", "789", "HAM50-P2", "0.001", "Mozilla/5.0%20(X11)",
      "https://other.tld/", "t=pv", "Hit", "3320"
    };
  }

  private static String with(int index, String value) {
    String[] fields = fields();
    fields[index] = value;
    return line(fields);
  }

  private static String line(String[] fields) {
    return String.join("\t", fields);
  }

  private void assertMalformed(String reason, String line) {
    assertEquals(reason, assertThrows(MalformedLine.class, () -> parser.parse(line)).getMessage());
  }
}
