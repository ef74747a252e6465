package tarn.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
