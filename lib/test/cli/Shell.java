package tarn.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder with a {@code ./jbang} in it, and a shell that takes commands as the docs print them. */
final class Shell {
  /**
   * What a shell printed and ended with.
   *
   * @param exitCode of the last command
   * @param text standard output and error, as they came
   */
  record Output(int exitCode, String text) {}

  private final Path folder;

  private Shell(Path folder) {
    this.folder = folder;
  }

  /** Its {@code ./jbang} is the project's own. */
  static Shell withTheBootstrap(Path folder) throws IOException {
    return with(folder, Stream.of(Repository.root().resolve("jbang").toString()));
  }

  /** Its {@code ./jbang} runs the commands as they were compiled for this JVM. */
  static Shell withTheClassesOfThisJvm(Path folder) throws IOException {
    Stream<String> java = Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments().stream();
    Stream<String> classes = Stream.of("-cp", System.getProperty("java.class.path"));
    return with(folder, Stream.of(java, options, classes).flatMap(words -> words));
  }

  private static Shell with(Path folder, Stream<String> words) throws IOException {
    String command = words.map(word -> "'" + word.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
    Path script = Files.writeString(folder.resolve("jbang"), "#!/bin/sh\nexec " + command + " \"$@\"\n");
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + script + " executable");
    }
    return new Shell(folder);
  }

  /** Runs lines as typed; the first that fails ends them. */
  Output run(String lines) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-ec", lines)).directory(folder.toFile())
        .redirectErrorStream(true).redirectInput(new File("/dev/null"));
    builder.environment().keySet().removeIf(name -> name.startsWith("TARN_"));
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.waitFor(), text);
  }
}
