package tarn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tarn.lake.LakeException;

/** The log files a user named: files as they are, folders with all that lies in them, {@code -} for standard input. */
public final class InputFiles {
  public static final Path STANDARD_INPUT = Path.of("-");

  private InputFiles() {}

  /**
   * The files in the order given, those of a folder by their names; hidden ones are passed over.
   *
   * @param lake whose own files are no input, should it lie in one of the folders; null where it is elsewhere
   */
  public static List<Path> of(List<Path> named, Path lake) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (path.equals(STANDARD_INPUT)) {
        files.add(path);
      } else if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.walk(path)) {
          inside.filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".") && !isIn(file, lake))
              .sorted().forEach(files::add);
        }
      } else if (Files.isReadable(path)) {
        files.add(path);
      } else {
        throw new LakeException("cannot read " + path + ": " + (Files.exists(path) ? "mend its permissions" : "there is no such file; check the path"));
      }
    }
    return files;
  }

  private static boolean isIn(Path file, Path lake) {
    return lake != null && file.toAbsolutePath().normalize().startsWith(lake.toAbsolutePath().normalize());
  }
}
