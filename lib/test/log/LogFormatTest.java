package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LogFormatTest {
  private static final String COMBINED_LINE =
      "2001:db8::1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\"";

  @Test
  void detectsTheStandardFormatByItsHeader() {
    assertEquals(LogFormat.STANDARD, LogFormat.detect(List.of("#Version: 1.0", "#Fields: date time")));
    assertEquals(LogFormat.STANDARD, LogFormat.detect(List.of("", "#Fields: date time")));
    assertEquals(LogFormat.STANDARD, LogFormat.detect(List.of("#Version: 1.0")));
  }

  @Test
  void detectsTheCombinedFormat() {
    assertEquals(LogFormat.COMBINED, LogFormat.detect(List.of(COMBINED_LINE)));
    assertEquals(LogFormat.COMBINED, LogFormat.detect(List.of("", "broken off\" 200", COMBINED_LINE)));
  }

  @Test
  void detectsTheCombinedFormatWhateverTheRequest() {
    String scan = "1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"\\x16\\x03\" 400 0 \"-\" \"-\"";
    assertEquals(LogFormat.COMBINED, LogFormat.detect(List.of(scan)));
  }

  @Test
  void takesAllElseAsRealtime() throws Exception {
    assertEquals(LogFormat.REALTIME, LogFormat.detect(List.of()));
    assertEquals(LogFormat.REALTIME, LogFormat.detect(List.of("", "# a remark", "nonsense")));
    assertEquals(LogFormat.REALTIME, LogFormat.detect(List.of(Golden.text("article/realtime-record.tsv"))));
  }

  @Test
  void givesEachLogItsOwnParser() {
    assertInstanceOf(RealtimeParser.class, LogFormat.REALTIME.parser());
    assertInstanceOf(StandardParser.class, LogFormat.STANDARD.parser());
    assertInstanceOf(CombinedParser.class, LogFormat.COMBINED.parser());
    assertNotSame(LogFormat.STANDARD.parser(), LogFormat.STANDARD.parser());
  }
}
