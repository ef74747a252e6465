package tarn.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PercentEncodingTest {
  @Test
  void encodesAsTheSeedRecordDoes() {
    String userAgent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)";
    assertEquals(
        "Mozilla/5.0%20(Macintosh;%20Intel%20Mac%20OS%20X%2010_15_7)%20AppleWebKit/537.36%20(KHTML,%20like%20Gecko)",
        PercentEncoding.byCloudFront(userAgent));
    assertEquals(
        "Mozilla%252F5.0%2520(Macintosh%253B%2520Intel%2520Mac%2520OS%2520X%252010_15_7)%2520AppleWebKit%252F537.36"
            + "%2520(KHTML%252C%2520like%2520Gecko)",
        PercentEncoding.byBoth(userAgent));
  }

  @Test
  void decodesTwiceToTheOriginal() {
    String text = "café – 100 % ~ \"it's\" {a|b} [c] <d> \\ ^ ` # & = + ? 🏔 \t";
    assertEquals(text, LoggedLine.decode(LoggedLine.decode(PercentEncoding.byBoth(text))));
  }
}
