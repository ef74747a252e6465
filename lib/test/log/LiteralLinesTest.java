package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LiteralLinesTest {
  @Test
  void splitsAtEveryLiteralLineEnd() {
    assertEquals(List.of("a\\tb", "c\\td"), LiteralLines.split("a\\tb\\nc\\td\\n"));
    assertEquals(List.of("a\\tb", "c\\td"), LiteralLines.split("a\\tb\\nc\\td"));
  }

  @Test
  void leavesOutWhatIsEmpty() {
    assertEquals(List.of("a", "b"), LiteralLines.split("\\na\\n\\nb\\n\\n"));
    assertEquals(List.of(), LiteralLines.split("\\n"));
  }

  @Test
  void leavesALineWithARealTabAlone() {
    assertEquals(List.of("a\tb\\nc\\n"), LiteralLines.split("a\tb\\nc\\n"));
  }

  @Test
  void leavesALineWithoutLiteralLineEndAlone() {
    assertEquals(List.of("a\\tb"), LiteralLines.split("a\\tb"));
    assertEquals(List.of(""), LiteralLines.split(""));
  }
}
