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
   * @param lake whose own files are no input, should it lie in one of the folders by any name, and need not be there yet;
   *     null where it is elsewhere
   */
  public static List<Path> of(List<Path> named, Path lake) throws IOException {
    Path realLake = lake == null ? null : real(lake);
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (path.equals(STANDARD_INPUT)) {
        files.add(path);
      } else if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.walk(path)) {
          inside.filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".") && !isIn(file, realLake))
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

  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path there = absolute;
    // What is not there yet cannot be a link.
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return there.toRealPath().resolve(there.relativize(absolute));
  }

  private static boolean isIn(Path file, Path realLake) {
    try {
      return realLake != null && file.toRealPath().startsWith(realLake);
    } catch (IOException e) {
      throw new LakeException("cannot read " + file + ": check that it is still there and may be read", e);
    }
  }
}
