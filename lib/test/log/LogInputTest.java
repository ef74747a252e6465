package tarn.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

final class LogInputTest {
  private static final int HEADER_LENGTH = 10;
  private static final int TRAILER_LENGTH = 8;

  @Test
  void readsPlainContent() throws IOException {
    for (String content : List.of("", "a", "ab", "abc\n", "\u001f\n")) {
      assertArrayEquals(bytes(content), LogInput.open(new ByteArrayInputStream(bytes(content))).readAllBytes());
    }
  }

  @Test
  void unpacksWhatBeginsLikeGzip() throws IOException {
    assertArrayEquals(bytes("a\nb\n"), LogInput.open(new ByteArrayInputStream(packed(bytes("a\nb\n")))).readAllBytes());
    assertArrayEquals(bytes(""), LogInput.open(new ByteArrayInputStream(packed(bytes("")))).readAllBytes());
  }

  @Test
  void readsByteByByteToo() throws IOException {
    InputStream input = LogInput.open(new ByteArrayInputStream(packed(new byte[] {'a', (byte) 0xff})));
    assertEquals('a', input.read());
    assertEquals(0xff, input.read());
    assertEquals(-1, input.read());
  }

  @Test
  void unpacksALargeFile() throws IOException {
    byte[] content = content(3_000_000);
    Unpacked unpacked = unpack(packed(content));
    assertNull(unpacked.damage);
    assertArrayEquals(content, unpacked.content);
  }

  @Test
  void unpacksSeveralMembers() throws IOException {
    byte[] joined = joined(packed(bytes("a\nb")), packed(bytes("")), packed(bytes("c\n")));
    assertArrayEquals(bytes("a\nbc\n"), unpack(joined).content);
    assertNull(unpack(joined).damage);
    InputStream inShortReads = LogInput.open(new SequenceInputStream(
        new ByteArrayInputStream(joined, 0, 1), new ByteArrayInputStream(joined, 1, joined.length - 1)));
    assertArrayEquals(bytes("a\nbc\n"), inShortReads.readAllBytes());
  }

  @Test
  void skipsAllOptionalPartsOfTheHeader() throws IOException {
    byte[] plain = packed(bytes("a\n"));
    byte[] header = Arrays.copyOf(plain, HEADER_LENGTH);
    header[3] = 2 | 4 | 8 | 16;
    byte[] options = joined(new byte[] {3, 0, 'x', 'y', 'z'}, bytes("name\0"), bytes("comment\0"), new byte[] {1, 2});
    byte[] rest = Arrays.copyOfRange(plain, HEADER_LENGTH, plain.length);
    Unpacked unpacked = unpack(joined(header, options, rest));
    assertNull(unpacked.damage);
    assertArrayEquals(bytes("a\n"), unpacked.content);
  }

  @Test
  void givesAllThatCanBeUnpackedWhereverItBreaksOff() throws Exception {
    byte[] content = content(4_000);
    byte[] packed = packed(content);
    for (int length = 2; length < packed.length; length++) {
      byte[] brokenOff = Arrays.copyOf(packed, length);
      Unpacked unpacked = unpack(brokenOff);
      assertNotNull(unpacked.damage, "broken off after " + length);
      assertTrue(unpacked.damage.getMessage().contains("breaks off"));
      assertArrayEquals(unpackedInSingleSteps(brokenOff), unpacked.content, "broken off after " + length);
    }
    Unpacked withoutTrailer = unpack(Arrays.copyOf(packed, packed.length - TRAILER_LENGTH));
    assertArrayEquals(content, withoutTrailer.content);
  }

  @Test
  void givesAllThatCanBeUnpackedBeforeTheDamage() throws Exception {
    byte[] content = content(20_000);
    byte[] packed = packed(content);
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = packed.clone();
      int place = HEADER_LENGTH + random.nextInt(packed.length - HEADER_LENGTH);
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      Unpacked unpacked = unpack(damaged);
      assertNotNull(unpacked.damage, "damaged at " + place);
      assertArrayEquals(unpackedInSingleSteps(damaged), unpacked.content, "damaged at " + place);
    }
  }

  @Test
  void readsTheLinesBeforeTheDamage() throws IOException {
    byte[] packed = packed(content(500_000));
    byte[] brokenOff = Arrays.copyOf(packed, packed.length / 2);
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(LogInput.open(new ByteArrayInputStream(brokenOff)))) {
      assertThrows(DamagedInput.class, () -> {
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
          lines.add(new String(line, StandardCharsets.UTF_8));
        }
      });
    }
    String read = new String(unpack(brokenOff).content, StandardCharsets.UTF_8);
    assertEquals(Arrays.asList(read.split("\n")), lines);
    assertTrue(lines.size() > 1000);
  }

  @Test
  void readsTheMembersBeforeTheDamagedOne() throws IOException {
    byte[] second = packed(content(1000));
    Unpacked unpacked = unpack(joined(packed(bytes("a\n")), Arrays.copyOf(second, 5)));
    assertArrayEquals(bytes("a\n"), unpacked.content);
    assertNotNull(unpacked.damage);
  }

  @Test
  void callsRubbishBehindAMemberDamage() throws IOException {
    Unpacked unpacked = unpack(joined(packed(bytes("a\n")), bytes("plain text\n")));
    assertArrayEquals(bytes("a\n"), unpacked.content);
    assertNotNull(unpacked.damage);
  }

  @Test
  void noticesAWrongChecksumAndAWrongLength() throws IOException {
    for (int fromEnd : List.of(1, TRAILER_LENGTH)) {
      byte[] packed = packed(bytes("a\n"));
      packed[packed.length - fromEnd] ^= 1;
      Unpacked unpacked = unpack(packed);
      assertArrayEquals(bytes("a\n"), unpacked.content);
      assertTrue(unpacked.damage.getMessage().contains("checksum"));
    }
  }

  @Test
  void saysTheSameEachTimeItIsAskedBehindTheDamage() throws IOException {
    InputStream input = LogInput.open(new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b}));
    DamagedInput first = assertThrows(DamagedInput.class, input::read);
    assertSame(first, assertThrows(DamagedInput.class, input::read));
  }

  @Test
  void passesAFailureOfItsSourceOn() throws IOException {
    IOException failure = new IOException("connection reset");
    byte[] beginning = Arrays.copyOf(packed(content(1000)), 100);
    InputStream input = LogInput.open(new SequenceInputStream(new ByteArrayInputStream(beginning), new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }
    }));
    assertSame(failure, assertThrows(IOException.class, input::readAllBytes));
  }

  @Test
  void closesItsInput() throws IOException {
    for (byte[] content : List.of(bytes("plain"), packed(bytes("packed")))) {
      boolean[] closed = {false};
      LogInput.open(new ByteArrayInputStream(content) {
        @Override
        public void close() {
          closed[0] = true;
        }
      }).close();
      assertTrue(closed[0]);
    }
  }

  private record Unpacked(byte[] content, DamagedInput damage) {}

  private static Unpacked unpack(byte[] packed) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (InputStream input = LogInput.open(new ByteArrayInputStream(packed))) {
      input.transferTo(content);
      return new Unpacked(content.toByteArray(), null);
    } catch (DamagedInput damage) {
      return new Unpacked(content.toByteArray(), damage);
    }
  }

  // One byte in, one byte out: so slow that no byte can be lost on the way.
  private static byte[] unpackedInSingleSteps(byte[] packed) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Inflater inflater = new Inflater(true);
    byte[] step = new byte[1];
    try {
      for (int i = HEADER_LENGTH; i < packed.length && !inflater.finished(); i++) {
        inflater.setInput(packed, i, 1);
        for (int count = inflater.inflate(step); count > 0; count = inflater.inflate(step)) {
          content.write(step, 0, count);
        }
      }
    } catch (DataFormatException broken) {
      return content.toByteArray();
    } finally {
      inflater.end();
    }
    return content.toByteArray();
  }

  private static byte[] content(int length) {
    Random random = new Random(4);
    StringBuilder lines = new StringBuilder();
    while (lines.length() < length) {
      lines.append("168208").append(random.nextInt(10_000)).append("\t/hello.gif\t").append(random.nextLong());
      lines.append('\n');
    }
    return bytes(lines.toString());
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.write(part);
    }
    return joined.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
