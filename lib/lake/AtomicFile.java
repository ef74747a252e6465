package tarn.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts whole files in their place: a reader sees the old one, the new one or none, never a part. */
public final class AtomicFile {
  /** Writes a file at a temporary path. */
  public interface Writer {
    void write(Path temporary) throws Exception;
  }

  private AtomicFile() {}

  /** Replaces {@code target}, in the zone of the lake it lies in, with what {@code writer} writes. */
  public static void write(Lake lake, Path target, Writer writer) {
    Path zone = lake.root().resolve(lake.root().relativize(target).getName(0));
    Path temporary = lake.temporaryFile(zone, "-" + target.getFileName());
    try {
      writer.write(temporary);
      try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        file.force(true);
      }
      Files.createDirectories(target.getParent());
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (LakeException e) {
      throw e;
    } catch (Exception e) {
      throw new LakeException("cannot write " + target + " (" + e.getMessage() + "): nothing in the lake is half written; "
          + "make room or mend the permissions, and run the same command again", e);
    } finally {
      delete(temporary);
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
