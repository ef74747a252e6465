package tarn.lake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The untouched lines of one day of arrival out of one input. Its name is the SHA-256 of its content. */
final class RawFile {
  private final LocalDate day;
  private final Content content = new Content();
  private String header = "";

  RawFile(LocalDate day) {
    this.day = day;
  }

  /**
   * Adds a line behind the header lines that it is to be read with, which are written where they change.
   *
   * @param headerOfLine as {@link tarn.log.LogParser#header} says
   */
  void add(String headerOfLine, byte[] line) {
    if (!header.equals(headerOfLine)) {
      header = headerOfLine;
      content.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    }
    content.writeBytes(line);
    content.write('\n');
  }

  LocalDate day() {
    return day;
  }

  InputStream lines() {
    return content.read();
  }

  String name() {
    return Sha256.hex(content::addTo);
  }

  void publish(Lake lake, String name) {
    Path target = lake.rawFile(day, name);
    AtomicFile.write(lake, target, temporary -> {
      try (OutputStream out = new FastGzip(Files.newOutputStream(temporary))) {
        content.writeTo(out);
      }
    });
  }

  /** Bytes that are read where they lie: a raw file is large, and a copy of it would be as large. */
  private static final class Content extends ByteArrayOutputStream {
    InputStream read() {
      return new ByteArrayInputStream(buf, 0, count);
    }

    void addTo(MessageDigest digest) {
      digest.update(buf, 0, count);
    }
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws java.io.IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
