package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PercentDecoderTest {
  @ParameterizedTest
  @CsvSource(ignoreLeadingAndTrailingWhitespace = true, value = {
    "a%20b,         a b",
    "%41%42,        AB",
    "%c3%bC,        ü",
    "x%E2%82%ACy,   x€y",
    "%F0%9F%8C%8A,  🌊",
    "%2520,         %20",
    "a+b,           a+b",
    "%2B,           +",
    "ü%20€,         ü €",
    "%,             %",
    "%%,            %%",
    "%zz,           %zz",
    "%z1%1z,        %z1%1z",
    "%25%,          %%",
    "%2,            %2",
    "a%2,           a%2",
    "%%20,          '% '",
    "%%%41,         %%A",
    "%4%41,         %4A",
    "%-1,           %-1",
    "%+1,           %+1",
    "%1٢,           %1٢"
  })
  void decodesWhatIsEncodedAndKeepsTheRest(String encoded, String plain) {
    assertEquals(plain, PercentDecoder.decode(encoded));
  }

  @Test
  void decodesMalformedBytesAsReplacementCharacters() {
    assertEquals("\ufffd", PercentDecoder.decode("%FF"));
    assertEquals("a\ufffdb", PercentDecoder.decode("a%C3b"));
    assertEquals("\ufffdA", PercentDecoder.decode("%C3%41"));
    assertEquals("\ufffd%zz", PercentDecoder.decode("%C3%zz"));
    assertEquals("\ufffd\ufffd", PercentDecoder.decode("%C0%80"));
  }

  @Test
  void decodesControlCharacters() {
    assertEquals("\0\n", PercentDecoder.decode("%00%0A"));
  }

  @Test
  void returnsTheSameTextWhereNothingIsEncoded() {
    String plain = "plain + text";
    assertSame(plain, PercentDecoder.decode(plain));
    assertSame(plain, PercentDecoder.decode(plain, 2));
    assertEquals("", PercentDecoder.decode(""));
  }

  @Test
  void leavesNullAlone() {
    assertNull(PercentDecoder.decode(null));
    assertNull(PercentDecoder.decode(null, 2));
    assertNull(PercentDecoder.decodeForm(null));
  }

  @Test
  void decodesAsOftenAsTold() {
    assertEquals("%253A", PercentDecoder.decode("%253A", 0));
    assertEquals("%3A", PercentDecoder.decode("%253A", 1));
    assertEquals(":", PercentDecoder.decode("%253A", 2));
    assertEquals(":", PercentDecoder.decode("%253A", 3));
  }

  @Test
  void decodesPlusAsSpaceInFormsOnly() {
    assertEquals("a b+c", PercentDecoder.decodeForm("a+b%2Bc"));
    assertEquals("a+b+c", PercentDecoder.decode("a+b%2Bc"));
  }

  @Test
  void agreesWithTheJdkOnWhatIsWellEncoded() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      String plain = random.ints(random.nextInt(20), 0, 0x11000)
          .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
      String encoded = URLEncoder.encode(plain, StandardCharsets.UTF_8);
      assertEquals(plain, PercentDecoder.decodeForm(encoded));
      assertEquals(URLDecoder.decode(encoded, StandardCharsets.UTF_8), PercentDecoder.decodeForm(encoded));
    }
  }

  @Test
  void neverFails() {
    Random random = new Random(8);
    String alphabet = "%%%0aFzü+\0";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      PercentDecoder.decode(text.toString(), 3);
      PercentDecoder.decodeForm(text.toString());
    }
  }
}
