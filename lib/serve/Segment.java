package tarn.serve;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tarn.lake.DiskSync;
import tarn.lake.OwnerOnly;

/** One file of the journal while lines are appended to it. For one thread. */
final class Segment {
  private static final String ENDING = ".log";
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);
  private static final int CHUNK = 256 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
  /** What has reached the disk, and so what counts. */
  private long size;

  private Segment(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** A new, empty one. Its name in the folder has reached the disk. */
  static Segment create(Path folder, Instant now) throws IOException {
    Path file = folder.resolve(NAME.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8) + ENDING);
    OwnerOnly.createFile(file);
    Segment segment = new Segment(file, FileChannel.open(file, StandardOpenOption.WRITE));
    DiskSync.names(folder);
    return segment;
  }

  /** Appends lines and returns when they have reached the disk; when that fails, as if nothing had been appended. */
  void append(List<byte[]> lines) throws IOException {
    long written = size;
    try {
      for (byte[] line : lines) {
        for (int from = 0; from < line.length; ) {
          int count = Math.min(buffer.remaining(), line.length - from);
          buffer.put(line, from, count);
          from += count;
          written += count;
          if (!buffer.hasRemaining()) {
            write();
          }
        }
      }
      write();
      channel.force(false);
      size = written;
    } catch (IOException notKept) {
      buffer.clear();
      channel.truncate(size);
      throw notKept;
    }
  }

  private void write() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** In bytes. */
  long size() {
    return size;
  }

  /** Ends it; an empty one goes. */
  void close() throws IOException {
    channel.close();
    if (size == 0) {
      Files.deleteIfExists(file);
    }
  }

  Path file() {
    return file;
  }

  /** The segments in a folder, the oldest first. */
  static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList());
    }
  }

  /**
   * Cuts what a crash left behind the last whole line, which nobody was promised.
   *
   * @return false where nothing is left of it
   */
  static boolean mend(Path file) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      long end = content.length();
      while (end > 0) {
        content.seek(end - 1);
        if (content.read() == '\n') {
          break;
        }
        end--;
      }
      if (end < content.length()) {
        content.setLength(end);
      }
      if (end > 0) {
        return true;
      }
    }
    Files.delete(file);
    return false;
  }
}
