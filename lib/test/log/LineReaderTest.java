package tarn.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
  @Test
  void readsNothingFromAnEmptyFile() throws IOException {
    try (LineReader reader = new LineReader(input(""))) {
      assertNull(reader.next());
      assertNull(reader.next());
    }
  }

  @Test
  void takesBothLineEndsOff() throws IOException {
    assertEquals(List.of("a", "b", "", "c", ""), lines("a\nb\r\n\nc\r\n\r\n", 100));
  }

  @Test
  void readsALastLineWithoutLineEnd() throws IOException {
    assertEquals(List.of("a", "b"), lines("a\nb", 100));
  }

  @Test
  void keepsCarriageReturnsThatEndNoLine() throws IOException {
    assertEquals(List.of("a\rb", "\r", "c\r"), lines("a\rb\n\r\r\nc\r", 100));
  }

  @Test
  void passesNulAndInvalidBytesOn() throws IOException {
    byte[] line = {'a', 0, (byte) 0xff, (byte) 0xc3, 'b', 0};
    byte[] file = Arrays.copyOf(line, line.length + 1);
    file[line.length] = '\n';
    try (LineReader reader = new LineReader(new ByteArrayInputStream(file))) {
      assertArrayEquals(line, reader.next());
      assertArrayEquals(line, reader.bytes());
      assertEquals("a\0\ufffd\ufffdb\0", reader.text());
      assertEquals(line.length, reader.length());
      assertNull(reader.next());
    }
  }

  @Test
  void readsALineOfOneMegabyteInOnePiece() throws IOException {
    String large = "x".repeat(1_000_000);
    assertEquals(List.of("a", large, "b"), lines("a\n" + large + "\r\nb\n", LineReader.LONGEST_LINE));
  }

  @Test
  void handsALineThatIsTooLongOutInPieces() throws IOException {
    assertEquals(List.of("abc", "def", "g", "h"), lines("abcdefg\nh\n", 3));
    assertEquals(List.of("abc", "def", "h"), lines("abcdef\r\nh\n", 3));
    assertEquals(List.of("abc", "d"), lines("abcd", 3));
    assertEquals(List.of("abc", "d", ""), lines("abcd\n\r\n", 3));
    assertEquals(List.of("abc", "\r", "d"), lines("abc\r\r\nd", 3));
  }

  @Test
  void equalsAPlainSplitWhereverTheBufferEnds() throws IOException {
    Random random = new Random(1);
    for (int round = 0; round < 30_000; round++) {
      byte[] file = randomBytes(random, random.nextInt(40));
      int longestLine = 1 + random.nextInt(12);
      int bufferSize = 1 + random.nextInt(20);
      String seed = round + ": " + Arrays.toString(file) + " " + longestLine + " " + bufferSize;
      assertEquals(plainSplit(file, longestLine), read(file, longestLine, bufferSize, random), seed);
    }
  }

  @Test
  void equalsAPlainSplitAcrossItsOwnBufferSize() throws IOException {
    Random random = new Random(2);
    for (int round = 0; round < 25; round++) {
      byte[] file = new byte[300_000 + random.nextInt(100_000)];
      random.nextBytes(file);
      int longestLine = 1 + random.nextInt(400_000);
      for (int i = random.nextInt(8); i > 0; i--) {
        int start = random.nextInt(file.length);
        Arrays.fill(file, start, start + random.nextInt(file.length - start), (byte) 'x');
      }
      assertEquals(plainSplit(file, longestLine), read(file, longestLine, 128 * 1024, random), "round " + round);
    }
  }

  @Test
  void handsOutAllThatWasReadableBeforeItFails() throws IOException {
    IOException failure = new IOException("gone");
    try (LineReader reader = new LineReader(new SequenceInputStream(input("a\nb\nhal"), failing(failure)))) {
      assertEquals("a", text(reader.next()));
      assertEquals("b", text(reader.next()));
      assertEquals("hal", text(reader.next()));
      assertSame(failure, assertThrows(IOException.class, reader::next));
      assertSame(failure, assertThrows(IOException.class, reader::next));
    }
  }

  @Test
  void closesItsInput() throws IOException {
    boolean[] closed = {false};
    new LineReader(new ByteArrayInputStream(new byte[0]) {
      @Override
      public void close() {
        closed[0] = true;
      }
    }).close();
    assertTrue(closed[0]);
  }

  @Test
  void refusesALimitThatNoLineCanKeep() {
    assertThrows(IllegalArgumentException.class, () -> new LineReader(input(""), 0));
    assertThrows(IllegalArgumentException.class, () -> new LineReader(input(""), Integer.MAX_VALUE));
  }

  private static List<String> plainSplit(byte[] file, int longestLine) {
    String rest = new String(file, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>();
    while (!rest.isEmpty()) {
      int end = rest.indexOf('\n');
      String line = end < 0 ? rest : rest.substring(0, end);
      rest = end < 0 ? "" : rest.substring(end + 1);
      if (end >= 0 && line.endsWith("\r")) {
        line = line.substring(0, line.length() - 1);
      }
      while (line.length() > longestLine) {
        lines.add(line.substring(0, longestLine));
        line = line.substring(longestLine);
      }
      lines.add(line);
    }
    return lines;
  }

  private static List<String> read(byte[] file, int longestLine, int bufferSize, Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(inShortReads(file, random), longestLine, bufferSize)) {
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        lines.add(new String(line, StandardCharsets.ISO_8859_1));
      }
      assertNull(reader.next());
    }
    return lines;
  }

  private static byte[] randomBytes(Random random, int length) {
    byte[] alphabet = {'\n', '\r', 'x', 'y', 0, (byte) 0xff};
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = alphabet[random.nextInt(alphabet.length)];
    }
    return bytes;
  }

  private static InputStream inShortReads(byte[] file, Random random) {
    return new ByteArrayInputStream(file) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, 1 + random.nextInt(length));
      }
    };
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }
    };
  }

  private static List<String> lines(String text, int longestLine) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(input(text), longestLine)) {
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        lines.add(text(line));
      }
    }
    return lines;
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
