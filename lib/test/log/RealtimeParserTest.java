package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealtimeParserTest {
  private static final String TWELVE =
      "1682084241.469\t2001:db8::1\t000\t/hello.gif?a=1\t789\tHAM50-P2\t0.001\tMy%20Agent\t-\tt=pv\tHit\t3320";

  private static LogRecord parse(String line) throws MalformedLine {
    return LogFormat.REALTIME.parser().parse(line);
  }

  @Test
  void readsTwelveFields() throws MalformedLine {
    assertEquals(new LogRecord(1_682_084_241_469_000L, false, "2001:db8::1", 0, null, null, "/hello.gif", "t=pv", 2, 789,
        "HAM50-P2", 1, "My Agent", null, "Hit", 3320, null), parse(TWELVE));
  }

  @Test
  void readsTheCountryBeforeTheNetwork() throws MalformedLine {
    LogRecord record = parse(TWELVE.replace("Hit\t", "Hit\tDE\t"));
    assertEquals("DE", record.country());
    assertEquals(3320, record.asn());
  }

  @Test
  void aRealTabMakesTheOtherSpellingPlainText() throws MalformedLine {
    assertEquals("a\\tb", parse(TWELVE.replace("My%20Agent", "a\\tb")).userAgent());
  }

  @Test
  void bothSpellingsMeanTheSame() throws MalformedLine {
    assertEquals(parse(TWELVE), parse(TWELVE.replace("\t", "\\t") + "\\n"));
  }

  @ParameterizedTest
  @CsvSource({"11, wrong number of fields", "14, wrong number of fields"})
  void refusesOtherNumbersOfFields(int fields, String reason) {
    String line = fields == 11 ? TWELVE.substring(0, TWELVE.lastIndexOf('\t')) : TWELVE + "\tx\ty";
    assertEquals(reason, assertThrows(MalformedLine.class, () -> parse(line)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1682084241.469, soon", "1682084241.469, -5", "1682084241.469, ''", "000, 2oo"})
  void refusesTimesAndStatusesThatAreNoNumbers(String field, String value) {
    assertThrows(MalformedLine.class, () -> parse(TWELVE.replace(field, value)));
  }

  @Test
  void otherNumbersThatCannotBeReadAreUnknown() throws MalformedLine {
    LogRecord record = parse(TWELVE.replace("\t789\t", "\t99999999999\t").replace("\t3320", "\t-"));
    assertNull(record.bytes());
    assertNull(record.asn());
  }
}
