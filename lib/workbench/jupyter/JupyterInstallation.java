package tarn.workbench.jupyter;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tarn.lake.LakeException;

/**
 * JupyterLab, and the Java kernel for it. Where a JupyterLab is on the path it is taken, and only the kernel goes into a
 * virtual environment of ours; otherwise both do. Nothing else of the user's is changed.
 */
public final class JupyterInstallation {
  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private final Path environment;
  private final Path jupyter;

  private JupyterInstallation(Path environment, Path jupyter) {
    this.environment = environment;
    this.jupyter = jupyter;
  }

  /**
   * Finds what is there and installs what is missing.
   *
   * @param environment the folder of the virtual environment, there or not
   * @param path folders in which programs are looked for
   * @param say told what is done before it is done
   * @throws LakeException when it cannot be installed; the message says what to do
   */
  public static JupyterInstallation findOrInstall(Path environment, List<Path> path, Consumer<String> say)
      throws IOException, InterruptedException {
    Optional<Path> own = program(List.of(programs(environment)), "jupyter");
    String jupyterlab = requirement("jupyterlab");
    String jjava = requirement("jjava");
    Optional<Path> jupyter = own.filter(found -> has(environment, jupyterlab))
        .or(() -> program(path, "jupyter-lab").map(found -> found.resolveSibling(program("jupyter"))).filter(Files::isExecutable));
    List<String> missing = new ArrayList<>();
    if (!has(environment, jjava)) {
      missing.add(jjava);
    }
    if (jupyter.isEmpty()) {
      missing.add(jupyterlab);
    }
    if (!missing.isEmpty()) {
      install(environment, path, missing, say);
    }
    JupyterInstallation installation =
        new JupyterInstallation(environment, jupyter.orElse(programs(environment).resolve(program("jupyter"))));
    say.accept("JupyterLab is " + installation.jupyter + ", the Java kernel is " + installation.kernel() + ".");
    return installation;
  }

  private static void install(Path environment, List<Path> path, List<String> packages, Consumer<String> say)
      throws IOException, InterruptedException {
    Path python = program(path, "python3").or(() -> program(path, "python")).orElseThrow(() -> new LakeException(
        "no python3 was found, which JupyterLab needs: install Python 3.9 or newer, then run this again"));
    if (program(List.of(programs(environment)), "python").isEmpty()) {
      say.accept("Making a virtual environment in " + environment + ".");
      run(List.of(python.toString(), "-m", "venv", environment.toString()),
          "could not make a virtual environment in " + environment + "; Debian and Ubuntu have it in the package python3-venv");
    }
    say.accept("Installing " + String.join(" and ", packages) + " into it, from PyPI; this takes a minute.");
    List<String> pip = new ArrayList<>(List.of(programs(environment).resolve(program("python")).toString(), "-m", "pip", "install",
        "--quiet", "--disable-pip-version-check", "--no-input"));
    pip.addAll(packages);
    run(pip, "could not install " + String.join(" and ", packages) + " into " + environment);
  }

  private static void run(List<String> command, String failure) throws IOException, InterruptedException {
    Path words = Files.createTempFile("tarn-install", ".log");
    try {
      int exitCode = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile()).start().waitFor();
      if (exitCode != 0) {
        List<String> lines = Files.readAllLines(words);
        String last = lines.stream().skip(Math.max(0, lines.size() - 1)).collect(Collectors.joining());
        throw new LakeException(failure + " (" + last.strip() + ")");
      }
    } finally {
      Files.deleteIfExists(words);
    }
  }

  /** What is installed from PyPI, as pip takes it: {@code NAME==VERSION}. */
  private static String requirement(String name) throws IOException {
    try (InputStream requirements = JupyterInstallation.class.getResourceAsStream("/workbench/requirements.txt")) {
      return new String(requirements.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> line.startsWith(name + "==")).findFirst()
          .orElseThrow();
    }
  }

  /** Whether the environment has a package in this version: pip leaves a folder of that name. */
  private static boolean has(Path environment, String requirement) {
    Path lib = environment.resolve(IS_WINDOWS ? "Lib" : "lib");
    if (!Files.isDirectory(lib)) {
      return false;
    }
    try (Stream<Path> folders = Files.find(lib, 3, (file, attributes) -> file.endsWith(requirement.replace("==", "-") + ".dist-info"))) {
      return folders.findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static Path programs(Path environment) {
    return environment.resolve(IS_WINDOWS ? "Scripts" : "bin");
  }

  private static String program(String name) {
    return IS_WINDOWS ? name + ".exe" : name;
  }

  private static Optional<Path> program(List<Path> folders, String name) {
    return folders.stream().map(folder -> folder.resolve(program(name))).filter(Files::isExecutable).findFirst();
  }

  /** The folders of the variable PATH. */
  public static List<Path> path(String variable) {
    return variable == null ? List.of()
        : Stream.of(variable.split(File.pathSeparator)).filter(folder -> !folder.isEmpty()).map(Path::of).toList();
  }

  /** The program {@code jupyter}. */
  public Path jupyter() {
    return jupyter;
  }

  /** The jar of the Java kernel. */
  public Path kernel() {
    return environment.resolve("share/jupyter/kernels/java/jjava.jar");
  }
}
