package tarn.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A file, or a folder with all that is in it. */
public final class FolderTree {
  private FolderTree() {}

  /**
   * Deletes what is there, the deepest first.
   *
   * @return how many files it were, folders not counted
   */
  public static long delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return 0;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(path)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    long files = 0;
    for (Path each : deepestFirst) {
      files += Files.isRegularFile(each) ? 1 : 0;
      Files.delete(each);
    }
    return files;
  }

  /**
   * Deletes the files below a folder that were written before an instant.
   *
   * @return how many files it were
   */
  static long deleteOlder(Path folder, Instant instant) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    List<Path> files;
    try (Stream<Path> paths = Files.walk(folder)) {
      files = paths.filter(Files::isRegularFile).toList();
    }
    long deleted = 0;
    for (Path file : files) {
      try {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(instant)) {
          deleted += Files.deleteIfExists(file) ? 1 : 0;
        }
      } catch (NoSuchFileException putInPlace) {
        // Its process is alive and has just finished with it.
      }
    }
    return deleted;
  }
}
