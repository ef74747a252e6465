package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tarn.log.LiteralLines;
import tarn.log.LogRecord;
import tarn.log.PercentDecoder;
import tarn.log.RealtimeParser;

class RealtimeLineTest {
  private static final String[] PIECES = {
    "\t", "\n", "\r", "\\t", "\\n", "\\", "%", "%09", "%5Ct", "%250A", "\0", "\u001b[31m", "\u007f", " ", "\"", "'", "#", "-", "&", "=",
    "a", "z", "ü", "\u0085", "\u2028", "é", "ÿ", "+", "/", "?", "\u00a0"
  };

  private final Random random = new Random(7);

  private String hostile(boolean singleBytes) {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    String value = text.toString();
    return singleBytes ? new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) : value;
  }

  /** Header bytes as the parser gives them back: as UTF-8. */
  private static String decoded(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Test
  void nothingAClientSendsForgesALineOrAField() throws Exception {
    for (int round = 0; round < 20_000; round++) {
      String agent = hostile(true);
      String referer = hostile(true);
      String query = hostile(false);
      String country = random.nextBoolean() ? "DE" : null;
      String line = new String(new RealtimeLine(1_682_084_241_469L, "203.0.113.7", "/hello.gif", 789, "HAM")
          .end(1, agent, referer, query, country), StandardCharsets.UTF_8);
      assertEquals(line.length() - 1, line.indexOf('\n'), line);
      String record = line.substring(0, line.length() - 1);
      assertEquals(List.of(record), LiteralLines.split(record));
      assertEquals(country == null ? 12 : 13, record.split("\t", -1).length, line);
      assertEquals(-1, record.replace("\t", "").chars().filter(c -> c <= ' ' || c == '\\' || c >= 127).findFirst().orElse(-1), line);
      LogRecord read = new RealtimeParser().parse(record);
      assertEquals(decoded(agent), read.userAgent());
      assertEquals(decoded(referer), read.referer());
      assertEquals(query, PercentDecoder.decode(read.queryString()));
      assertEquals(country, read.country());
      assertEquals(1_682_084_241_469_000L, read.arrivalMicros());
      assertEquals("203.0.113.7", read.clientIp());
      assertEquals("/hello.gif", read.path());
    }
  }

  @Test
  void whatIsMissingIsADash() throws Exception {
    String line = new String(new RealtimeLine(5, "::1", "/noscript.gif", 12, null).end(0, null, "", null, null), StandardCharsets.UTF_8);
    assertEquals("0.005\t::1\t200\t/noscript.gif\t12\t-\t0.000\t-\t-\t-\t-\t-\n", line);
    LogRecord read = new RealtimeParser().parse(line.strip());
    assertNull(read.edgeLocation());
    assertNull(read.userAgent());
    assertNull(read.queryString());
    assertNull(read.cacheStatus());
    assertNull(read.asn());
  }

  @Test
  void theCharactersAreThoseThatCloudFrontEncodes() {
    String line = new String(new RealtimeLine(0, "::1", "/", 1, null).end(0, "<>\"#%{}|\\^~[]`' !$&()*+,-./:;=?@_", null, null, null),
        StandardCharsets.UTF_8);
    assertEquals("%3C%3E%22%23%25%7B%7D%7C%5C%5E%7E%5B%5D%60%27%20!$&()*+,-./:;=?@_", line.split("\t")[7]);
  }
}
