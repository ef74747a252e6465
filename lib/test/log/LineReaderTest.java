package tarn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {
  private static List<String> lines(byte[] bytes) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(LogInput.open(new ByteArrayInputStream(bytes)))) {
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        lines.add(new String(line, StandardCharsets.ISO_8859_1));
      }
    }
    return lines;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "'a\n', 1", "'a\r\nb', 2", "'\n\n', 2", "'a\0b\n\u00ff', 2"})
  void countsLines(String text, int count) throws IOException {
    assertEquals(count, lines(text.getBytes(StandardCharsets.ISO_8859_1)).size());
  }

  @Test
  void dropsCarriageReturnsAndKeepsAllElse() throws IOException {
    assertEquals(List.of("a", "b\0\u00ff", "c"), lines("a\r\nb\0\u00ff\nc".getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void readsLinesOfAMegabyte() throws IOException {
    assertEquals(1 << 20, lines("x".repeat(1 << 20).getBytes(StandardCharsets.ISO_8859_1)).get(0).length());
  }

  @Test
  void readsGzipByItsBytesNotItsName() throws IOException {
    ByteArrayOutputStream twoMembers = new ByteArrayOutputStream();
    twoMembers.write(gzip("a\nb"));
    twoMembers.write(gzip("c\n"));
    assertEquals(List.of("a", "bc"), lines(twoMembers.toByteArray()));
  }

  @Test
  void handsOutEveryLineBeforeDamage() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("line ").append(i).append('\n');
    }
    byte[] whole = gzip(text.toString());
    try (LineReader reader = new LineReader(LogInput.open(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length / 2))))) {
      int[] count = {0};
      assertThrows(DamagedInput.class, () -> {
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
          assertTrue(text.indexOf(new String(line, StandardCharsets.ISO_8859_1)) >= 0);
          count[0]++;
        }
      });
      assertTrue(count[0] > 5_000, "only " + count[0]);
    }
  }

  @Test
  void equalsAPlainSplitOnRandomBytes() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(3000); i > 0; i--) {
        text.append("ab\n\0".charAt(random.nextInt(4)));
      }
      List<String> expected = new ArrayList<>(Arrays.asList(text.toString().split("\n", -1)));
      if (expected.get(expected.size() - 1).isEmpty()) {
        expected.remove(expected.size() - 1);
      }
      assertEquals(expected, lines(text.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }
  }
}
