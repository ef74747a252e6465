package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast variant against the plain one. */
class AsciiPercentDecoderTest {
  private static final String[] PIECES = {
      "%", "%2", "%25", "%2525", "%20", "%2520", "%41", "%C3%BC", "%c3", "%25C3%25bc", "%E2%82", "%F0%9F%8C%8A", "%ED%A0%80", "%zz",
      "%00", "a", "5", "25", "C3", "+", "&", "ü", "€", "🌊"
  };

  @Test
  void decodesAsThePlainVariantDoes() {
    Random dice = new Random(20261125);
    int fast = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = dice.nextInt(8); pieces > 0; pieces--) {
        text.append(PIECES[dice.nextInt(PIECES.length)]);
      }
      int times = dice.nextInt(4);
      fast += AsciiPercentDecoder.decode(text.toString(), times) != null ? 1 : 0;
      assertEquals(PercentDecoder.decodePlainly(text.toString(), times), PercentDecoder.decode(text.toString(), times), () -> text + " " + times);
    }
    assertEquals(true, fast > 50_000, fast + " texts were decoded by the fast variant");
  }

  @Test
  void leavesToThePlainVariantWhatIsNotAscii() {
    assertNull(AsciiPercentDecoder.decode("ü%20", 1));
    assertNull(AsciiPercentDecoder.decode("%C3%25BC", 2));
    assertNotNull(AsciiPercentDecoder.decode("%25C3%25BC", 2));
  }
}
