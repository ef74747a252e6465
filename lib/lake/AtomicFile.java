package tarn.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts whole files in their place: a reader sees the old one, the new one or none, never a part. */
public final class AtomicFile {
  /** Writes a file at a temporary path. */
  public interface Writer {
    void write(Path temporary) throws Exception;
  }

  private static final int MOST_ATTEMPTS = 10;

  private AtomicFile() {}

  /** Moves a written file to its place. */
  interface Move {
    void move(Path temporary) throws IOException;
  }

  /** Replaces {@code target}, in the zone of the lake it lies in, with what {@code writer} writes. */
  public static void write(Lake lake, Path target, Writer writer) {
    write(lake, target, writer, temporary -> move(temporary, target));
  }

  /** The same, and only if {@code lease} is still held when the file is written. */
  public static void write(Lake lake, Lease lease, Path target, Writer writer) {
    write(lake, target, writer, temporary -> lease.whileHeld(() -> move(temporary, target)));
  }

  /** The same, and {@code move} decides whether and how the file comes to its place. */
  static void write(Lake lake, Path target, Writer writer, Move move) {
    Path zone = lake.root().resolve(lake.root().relativize(target).getName(0));
    Path temporary = lake.temporaryFile(zone, "-" + target.getFileName());
    try {
      if (zone.equals(lake.raw())) {
        OwnerOnly.createFile(temporary);
      }
      writer.write(temporary);
      try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        file.force(true);
      }
      move.move(temporary);
    } catch (LakeException e) {
      throw e;
    } catch (Exception e) {
      throw new LakeException("cannot write " + target + " (" + e.getMessage() + "): nothing in the lake is half written; "
          + "make room or mend the permissions, and run the same command again", e);
    } finally {
      delete(temporary);
    }
  }

  static void move(Path temporary, Path target) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.createDirectories(target.getParent());
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (NoSuchFileException folderGone) {
        // Another writer takes folders away that it finds empty.
        if (attempt == MOST_ATTEMPTS) {
          throw folderGone;
        }
      }
    }
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException leftover) {
      // A file under tmp/ is read by nobody; the failure that matters is already on its way.
    }
  }
}
