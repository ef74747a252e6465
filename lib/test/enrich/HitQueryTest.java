package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tarn.log.PercentDecoder;

class HitQueryTest {
  private static final List<String> KEYS = List.of("t", "ts", "u", "hn", "pa", "ua", "r", "iw", "ih", "w", "h", "ti", "d", "l",
      "p", "m", "c", "tz", "en", "pr", "uso", "uca", "ume", "uco", "ute", "pt");
  private static final String[] PIECES = {
      "&", "&", "&", "=", "=", "==", "t", "ts", "u", "uso", "usos", "x", "%2520", "%", "pa=/a&", "pa=/b&", "ti=%25C3%25BC&", "r=%2541%C3%25BC&", "ua=&", "ü"
  };

  @Test
  void readsKeysAsAMapWould() {
    Random dice = new Random(20261125);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder query = new StringBuilder();
      for (int pieces = dice.nextInt(12); pieces > 0; pieces--) {
        query.append(PIECES[dice.nextInt(PIECES.length)]);
      }
      Map<String, String> plain = plainly(query.toString());
      HitQuery parsed = HitQuery.parse(query.toString(), 2);
      for (String key : KEYS) {
        assertEquals(plain.get(key), parsed.get(key), () -> key + " of " + query);
      }
    }
  }

  @Test
  void takesNoTimeForRubbish() {
    assertEquals("pv", HitQuery.parse("&".repeat(1_000_000) + "t=pv", 2).get("t"));
    assertEquals("pv", HitQuery.parse("t=pv" + "&".repeat(1_000_000), 2).get("t"));
  }

  @Test
  void hasNothingWithoutAQuery() {
    KEYS.forEach(key -> assertEquals(null, HitQuery.parse(null, 1).get(key)));
  }

  private static Map<String, String> plainly(String query) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && equals < pair.length() - 1) {
        values.putIfAbsent(pair.substring(0, equals), PercentDecoder.decode(pair.substring(equals + 1), 2));
      }
    }
    return values;
  }
}
