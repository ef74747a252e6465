package tarn.lake;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import tarn.log.FastGzip;

/** The untouched lines of one day of arrival out of one input. Its name is the SHA-256 of its content. */
final class RawFile {
  private static final byte[] LINE_END = {'\n'};

  private final LocalDate day;
  private final Chunks content;
  private String header = "";

  RawFile(LocalDate day, ChunkPool pool) {
    this.day = day;
    this.content = new Chunks(pool);
  }

  /**
   * Adds a line behind the header lines that it is to be read with, which are written where they change.
   *
   * @param headerOfLine as {@link tarn.log.LogParser#header} says
   */
  void add(String headerOfLine, byte[] line) {
    if (!header.equals(headerOfLine)) {
      header = headerOfLine;
      content.add(header.getBytes(StandardCharsets.UTF_8));
    }
    content.add(line);
    content.add(LINE_END);
  }

  /** The name of a raw file that is in the lake. */
  static String name(LakeFile file) {
    return file.name().replaceFirst("\\.gz$", "");
  }

  LocalDate day() {
    return day;
  }

  InputStream lines() {
    return content.open();
  }

  String name() {
    return Sha256.hex(content::addTo);
  }

  /** Lets go of the lines. */
  void release() {
    content.release();
  }

  void publish(Lake lake, String name) {
    AtomicFile.write(lake, lake.rawFile(day, name), temporary -> {
      try (OutputStream out = new FastGzip(Files.newOutputStream(temporary))) {
        content.writeTo(out);
      }
    });
  }
}
