package tarn.workbench.jupyter;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where what notebooks need is installed. */
public final class WorkbenchFolder {
  private WorkbenchFolder() {}

  /**
   * The virtual environment that is used where none is named: {@code .venv} of the project around the working folder, or,
   * without one that can be written, a folder for data of the user's programs.
   *
   * @param dataHome what {@code XDG_DATA_HOME} says; null where it says nothing
   */
  public static Path environment(String dataHome) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("jbang-catalog.json")) && Files.isWritable(folder)) {
        return folder.resolve(".venv");
      }
    }
    Path data = dataHome == null || dataHome.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "share") : Path.of(dataHome);
    return data.resolve("tarn").resolve("venv");
  }
}
