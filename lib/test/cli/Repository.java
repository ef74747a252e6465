package tarn.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the files of the project, wherever in it the tests were started. */
public final class Repository {
  private Repository() {}

  public static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("jbang-catalog.json"))) {
        return folder;
      }
    }
    throw new IllegalStateException("run the tests from within the project");
  }
}
