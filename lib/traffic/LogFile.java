package tarn.traffic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import tarn.log.FastGzip;

/** A file of lines that has its name only once it is complete; compressed where the name ends in {@code .gz}. */
final class LogFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private LogFile() {}

  static void write(Path file, Iterator<String> lines) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      try (OutputStream out = open(unfinished, file.getFileName().toString().endsWith(".gz"))) {
        while (lines.hasNext()) {
          out.write(lines.next().getBytes(StandardCharsets.US_ASCII));
          out.write('\n');
        }
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static OutputStream open(Path file, boolean compressed) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return new BufferedOutputStream(compressed ? new FastGzip(out) : out, BUFFER_BYTES);
  }
}
