package tarn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands as they are compiled from {@code scripts/}. */
final class Commands {
  private Commands() {}

  static List<String> names() throws IOException {
    try (Stream<Path> scripts = Files.list(Repository.root().resolve("scripts"))) {
      return scripts.map(script -> script.getFileName().toString().replace(".java", "")).sorted().toList();
    }
  }

  static CommandLine of(String name) throws ReflectiveOperationException {
    return TarnCommand.commandLine(command(name));
  }

  /** The class of a command has its name, but for the one that Java does not allow. */
  static TarnCommand command(String name) throws ReflectiveOperationException {
    var constructor = Class.forName(name.equals("package") ? "packaging" : name).getDeclaredConstructor();
    constructor.setAccessible(true);
    return (TarnCommand) constructor.newInstance();
  }
}
