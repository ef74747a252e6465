package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherFormatsTest {
  private static final String COMBINED =
      "203.0.113.7 - - [20/Nov/2026:13:00:00 +0100] \"GET /a?b=c HTTP/1.1\" 200 5 \"https://t.co/\" \"My \\\"Agent\\\"\"";

  @Test
  void readsTheCombinedFormat() throws MalformedLine {
    LogRecord record = LogFormat.COMBINED.parser().parse(COMBINED);
    assertEquals(Instant.parse("2026-11-20T12:00:00Z").getEpochSecond() * 1_000_000, record.arrivalMicros());
    assertEquals("My \"Agent\"", record.userAgent());
    assertEquals("b=c", record.queryString());
    assertEquals("GET", record.method());
    assertEquals(1, record.queryEncodings());
  }

  @Test
  void theHeaderOfAStandardLogDecidesTheOrder() throws MalformedLine {
    LogParser parser = LogFormat.STANDARD.parser();
    assertThrows(MalformedLine.class, () -> parser.parse("2026-11-20\t12:00:00"));
    parser.comment("#Version: 1.0");
    parser.comment("#Fields: sc-status time date c-ip cs(User-Agent) cs-uri-stem cs-uri-query x-edge-location cs(Referer)");
    LogRecord record = parser.parse("200\t12:00:00\t2026-11-20\t203.0.113.7\tMy%20Agent\t/hello.gif\tt=pv\tHAM50-P2\t-");
    assertEquals(Instant.parse("2026-11-20T12:00:00Z").getEpochSecond() * 1_000_000, record.arrivalMicros());
    assertEquals("My Agent", record.userAgent());
    assertEquals("HAM50-P2", record.edgeLocation());
    LogParser ofPart = LogFormat.STANDARD.parser();
    parser.header().lines().forEach(ofPart::comment);
    assertEquals(record, ofPart.parse("200\t12:00:00\t2026-11-20\t203.0.113.7\tMy%20Agent\t/hello.gif\tt=pv\tHAM50-P2\t-"));
  }

  @Test
  void detectsFormats() {
    assertEquals(LogFormat.COMBINED, LogFormat.detect(List.of("", COMBINED)));
    assertEquals(LogFormat.STANDARD, LogFormat.detect(List.of("#Version: 1.0", "#Fields: date time")));
    assertEquals(LogFormat.REALTIME, LogFormat.detect(List.of("1682084241.469\t2001:db8::1\t200")));
    assertEquals(LogFormat.REALTIME, LogFormat.detect(List.of()));
  }

  @ParameterizedTest
  @CsvSource({"a%20b, a b", "%, %", "%zz, %zz", "%25%, %%", "%2, %2", "a+b, a+b", "%C3%BC, ü", "%ED%A0%80x, \uFFFDx"})
  void decodesWhatCanBeDecoded(String encoded, String text) {
    assertEquals(text, PercentDecoder.decode(encoded));
  }
}
