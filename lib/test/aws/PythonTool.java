package tarn.aws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tarn.cli.Repository;

/** A program of {@code infra/requirements.txt}, in the virtual environment that {@code .ci/run} makes. */
public final class PythonTool {
  /**
   * How a program ended.
   *
   * @param text standard output, and standard error behind it
   */
  public record Output(int exitCode, String out, String text) {}

  private PythonTool() {}

  /** Where the program is. Fails, and says how to get it, where it is not there. */
  public static Path path(String name) throws IOException {
    Path program = Repository.root().resolve(".venv/aws/bin").resolve(name);
    assertTrue(Files.isExecutable(program), name + " is missing: run python3 -m venv .venv/aws"
        + " && .venv/aws/bin/pip install -r infra/requirements.txt in " + Repository.root());
    return program;
  }

  /** Runs it in the folder of the project. */
  public static Output run(String name, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path(name).toString()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("tarn-python", ".txt");
    try {
      Process process = new ProcessBuilder(command).directory(Repository.root().toFile())
          .redirectError(errors.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor(), out, out + Files.readString(errors));
    } finally {
      Files.delete(errors);
    }
  }
}
