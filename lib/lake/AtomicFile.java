package tarn.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts whole files in their place: a reader sees the old one, the new one or none, never a part. */
public final class AtomicFile {
  /** Writes a file at a temporary name on this machine. */
  public interface Writer {
    void write(Path temporary) throws Exception;
  }

  private AtomicFile() {}

  /** Replaces the file at {@code path} of the lake by what {@code writer} writes. */
  public static void write(Lake lake, String path, Writer writer) {
    write(lake, path, writer, Gate.OPEN);
  }

  /** The same, and only if {@code lease} is still held when the file is written. */
  public static void write(Lake lake, Lease lease, String path, Writer writer) {
    write(lake, path, writer, lease::whileHeld);
  }

  /** The same for a small file of JSON. */
  public static void writeJson(Lake lake, String path, Object json) {
    write(lake, path, temporary -> Files.write(temporary, Json.bytes(json)));
  }

  /** The same for a small file of JSON. */
  public static void writeJson(Lake lake, Lease lease, String path, Object json) {
    write(lake, lease, path, temporary -> Files.write(temporary, Json.bytes(json)));
  }

  /** The same, and {@code gate} decides whether the file comes to its place. */
  static void write(Lake lake, String path, Writer writer, Gate gate) {
    Path temporary = null;
    try {
      temporary = lake.store().temporary(path);
      writer.write(temporary);
      lake.store().put(temporary, path, gate);
    } catch (LakeException e) {
      throw e;
    } catch (Exception e) {
      throw new LakeException("cannot write " + path + " of " + lake + " (" + e.getMessage() + "): nothing in the lake is half written; "
          + "make room or mend the permissions, and run the same command again", e);
    } finally {
      delete(temporary);
    }
  }

  private static void delete(Path temporary) {
    try {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException leftover) {
      // A file under tmp/ is read by nobody; the failure that matters is already on its way.
    }
  }
}
