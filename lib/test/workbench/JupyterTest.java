package tarn.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.lake.LakeException;
import tarn.workbench.jupyter.JupyterInstallation;
import tarn.workbench.jupyter.KernelSpec;
import tarn.workbench.jupyter.NotebookFolder;
import tarn.workbench.jupyter.WorkbenchFolder;

/** What is installed for notebooks, and where. */
class JupyterTest {
  @TempDir
  Path folder;

  private final List<String> said = new ArrayList<>();

  private Path program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String requirement(String name) throws IOException {
    try (var in = JupyterInstallation.class.getResourceAsStream("/workbench/requirements.txt")) {
      return new String(in.readAllBytes()).lines().filter(line -> line.startsWith(name)).findFirst().orElseThrow();
    }
  }

  private void has(Path environment, String name) throws IOException {
    Files.createDirectories(environment.resolve("lib/python3.11/site-packages/" + requirement(name).replace("==", "-") + ".dist-info"));
  }

  @Test
  void whatIsThereIsTaken() throws Exception {
    Path environment = folder.resolve("venv");
    Path own = program(environment.resolve("bin/jupyter"), "exit 1");
    has(environment, "jupyterlab");
    has(environment, "jjava");
    JupyterInstallation found = JupyterInstallation.findOrInstall(environment, List.of(), said::add);
    assertEquals(own, found.jupyter());
    assertEquals(List.of("JupyterLab is " + own + ", the Java kernel is " + found.kernel() + "."), said);
  }

  @Test
  void theJupyterOnThePathIsTakenAndOnlyTheKernelInstalled() throws Exception {
    Path path = folder.resolve("programs");
    program(path.resolve("jupyter-lab"), "exit 1");
    Path jupyter = program(path.resolve("jupyter"), "exit 1");
    // Stands for Python: makes an environment in which a python writes down what pip is told.
    program(path.resolve("python3"), "[ \"$2\" = venv ] || exit 9; mkdir -p \"$3/bin\"; printf '#!/bin/sh\\necho \"$@\" > " + folder
        + "/told\\n' > \"$3/bin/python\"; chmod +x \"$3/bin/python\"");
    Path environment = folder.resolve("venv");
    JupyterInstallation found = JupyterInstallation.findOrInstall(environment, List.of(path), said::add);
    assertEquals(jupyter, found.jupyter());
    assertEquals("-m pip install --quiet --disable-pip-version-check --no-input " + requirement("jjava"),
        Files.readString(folder.resolve("told")).strip());
    assertEquals(List.of("Making a virtual environment in " + environment + ".",
        "Installing " + requirement("jjava") + " into it, from PyPI; this takes a minute."), said.subList(0, 2));
  }

  @Test
  void anotherVersionInTheEnvironmentIsReplaced() throws Exception {
    Path environment = folder.resolve("venv");
    program(environment.resolve("bin/jupyter"), "exit 1");
    program(environment.resolve("bin/python"), "echo \"$@\" > " + folder + "/told");
    Files.createDirectories(environment.resolve("lib/python3.11/site-packages/jupyterlab-1.0.dist-info"));
    has(environment, "jjava");
    program(folder.resolve("programs/python3"), "exit 1");
    JupyterInstallation.findOrInstall(environment, List.of(folder.resolve("programs")), said::add);
    assertTrue(Files.readString(folder.resolve("told")).endsWith(requirement("jupyterlab") + "\n"));
  }

  @Test
  void whatCannotBeInstalledIsSaidInASentence() throws Exception {
    assertEquals("no python3 was found, which JupyterLab needs: install Python 3.9 or newer, then run this again",
        assertThrows(LakeException.class, () -> JupyterInstallation.findOrInstall(folder.resolve("venv"), List.of(), said::add)).getMessage());
    program(folder.resolve("programs/python3"), "echo first; echo no module named venv >&2; exit 1");
    String message = assertThrows(LakeException.class,
        () -> JupyterInstallation.findOrInstall(folder.resolve("venv"), List.of(folder.resolve("programs")), said::add)).getMessage();
    assertEquals("could not make a virtual environment in " + folder.resolve("venv")
        + "; Debian and Ubuntu have it in the package python3-venv (no module named venv)", message);
  }

  @Test
  void theKernelKnowsItsLakeAndHasThisClassPath() throws Exception {
    Path data = KernelSpec.install(folder.resolve("kernels"), Path.of("/opt/jjava.jar"), "/data/a lake",
        Map.of("AWS_REGION", "eu-central-1"));
    JsonNode spec = new ObjectMapper().readTree(data.resolve("kernels/tarn/kernel.json").toFile());
    assertEquals("Tarn (Java)", spec.path("display_name").asText());
    assertEquals("/data/a lake", spec.at("/env/TARN_LAKE").asText());
    assertEquals("eu-central-1", spec.at("/env/AWS_REGION").asText());
    assertEquals("message", spec.path("interrupt_mode").asText());
    List<String> command = new ArrayList<>();
    spec.path("argv").forEach(word -> command.add(word.asText()));
    assertTrue(Files.isExecutable(Path.of(command.get(0))), command.get(0));
    assertEquals("/opt/jjava.jar:" + System.getProperty("java.class.path"), command.get(command.indexOf("-cp") + 1));
    assertTrue(command.contains("-Duser.timezone=UTC"), command.toString());
    assertEquals("{connection_file}", command.get(command.size() - 1));
    assertTrue(Files.readString(Path.of(spec.at("/env/JJAVA_STARTUP_SCRIPTS_PATH").asText())).contains("import tarn.workbench.*;"));
    assertNotEquals(data, KernelSpec.install(folder.resolve("kernels"), Path.of("/opt/jjava.jar"), "/data/another", Map.of()));
    assertEquals(data, KernelSpec.install(folder.resolve("kernels"), Path.of("/opt/jjava.jar"), "/data/a lake", Map.of()));
  }

  @Test
  void notebooksArePutInPlaceOnceAndNeverReplaced() throws Exception {
    Path work = folder.resolve("work");
    assertEquals(NotebookFolder.NOTEBOOKS, NotebookFolder.fill(work));
    Files.writeString(work.resolve("02-acquisition.ipynb"), "mine");
    Files.delete(work.resolve("03-content.ipynb"));
    assertEquals(List.of("03-content.ipynb"), NotebookFolder.fill(work));
    assertEquals("mine", Files.readString(work.resolve("02-acquisition.ipynb")));
  }

  @Test
  void theEnvironmentIsTheProjectsOwnWhereItCanBeWritten() {
    assertTrue(WorkbenchFolder.environment(folder.toString()).endsWith(".venv"));
  }
}
