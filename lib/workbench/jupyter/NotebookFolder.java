package tarn.workbench.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder in which somebody works on notebooks. Tarn's own are put there where they are missing, and never replaced. */
public final class NotebookFolder {
  /** Tarn's notebooks, in the order in which they are read. */
  public static final List<String> NOTEBOOKS = List.of("01-overview.ipynb", "02-acquisition.ipynb", "03-content.ipynb",
      "04-visits.ipynb", "05-audience.ipynb", "06-events.ipynb", "07-anomalies.ipynb", "08-lake-health.ipynb");

  private NotebookFolder() {}

  /**
   * Makes the folder where it is missing, and puts the missing notebooks into it.
   *
   * @return the names of those that were put there
   */
  public static List<String> fill(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> copied = new ArrayList<>();
    for (String name : NOTEBOOKS) {
      Path file = folder.resolve(name);
      if (Files.notExists(file)) {
        try (InputStream notebook = NotebookFolder.class.getResourceAsStream("/notebooks/" + name)) {
          Files.copy(notebook, file);
        }
        copied.add(name);
      }
    }
    return copied;
  }
}
