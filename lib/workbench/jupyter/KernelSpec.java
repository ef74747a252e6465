package tarn.workbench.jupyter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tarn.lake.Sha256;

/**
 * The kernel "Tarn (Java)" of one lake, as Jupyter looks kernels up. It runs on the Java and with the class path of the
 * command that makes it, so that notebooks have at hand what the command has.
 */
public final class KernelSpec {
  /** What notebooks name in their metadata. */
  static final String NAME = "tarn";

  private static final String STARTUP = "startup.jshell";
  private static final int ID_LENGTH = 12;

  private KernelSpec() {}

  /**
   * Writes it; what was there of the same lake is replaced.
   *
   * @param folder where the kernels of all lakes are kept
   * @param kernel the jar of JJava
   * @param lake as {@code --lake} takes it
   * @param environment more variables that the kernel gets
   * @return the folder that {@code JUPYTER_PATH} has to name
   */
  public static Path install(Path folder, Path kernel, String lake, Map<String, String> environment) throws IOException {
    Path data = folder.resolve(Sha256.hex(lake).substring(0, ID_LENGTH));
    Path home = Files.createDirectories(data.resolve("kernels").resolve(NAME));
    try (InputStream startup = KernelSpec.class.getResourceAsStream("/workbench/" + STARTUP)) {
      Files.write(home.resolve(STARTUP), startup.readAllBytes());
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("display_name", "Tarn (Java)");
    spec.put("language", "java");
    spec.put("argv", command(kernel));
    // Without this, Jupyter would interrupt by a signal, which ends a JVM.
    spec.put("interrupt_mode", "message");
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put("TARN_LAKE", lake);
    variables.put("JJAVA_STARTUP_SCRIPTS_PATH", home.resolve(STARTUP).toString());
    spec.put("env", variables);
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(home.resolve("kernel.json").toFile(), spec);
    return data;
  }

  /** JJava's own launcher starts a second JVM, of whichever Java is on the path: this starts the kernel itself. */
  private static List<String> command(Path kernel) {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED", "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC", "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", kernel + File.pathSeparator + System.getProperty("java.class.path"), "org.dflib.jjava.distro.JJava",
        "{connection_file}"));
    return command;
  }
}
