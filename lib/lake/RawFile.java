package tarn.lake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The untouched lines of one day of arrival out of one input. Its name is the SHA-256 of its content. */
final class RawFile {
  private final LocalDate day;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream(1 << 16);

  RawFile(LocalDate day, String header) {
    this.day = day;
    content.writeBytes(header.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  void add(byte[] line) {
    content.writeBytes(line);
    content.write('\n');
  }

  LocalDate day() {
    return day;
  }

  int size() {
    return content.size();
  }

  InputStream lines() {
    return new ByteArrayInputStream(content.toByteArray());
  }

  String name() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.toByteArray()));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void publish(Lake lake, String name) {
    Path target = lake.rawFile(day, name);
    AtomicFile.write(lake, target, temporary -> {
      try (OutputStream out = new FastGzip(Files.newOutputStream(temporary))) {
        content.writeTo(out);
      }
    });
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws java.io.IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
