package tarn.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the files of the project, for the commands of its contributors. */
public final class Repository {
  private Repository() {}

  /** The folder of the project around the working folder. */
  public static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("jbang-catalog.json"))) {
        return folder;
      }
    }
    throw new IllegalStateException("run this from within the project");
  }
}
