package tarn.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a test starts another JVM on its own class path. */
public final class ChildJvm {
  private ChildJvm() {}

  /** The command up to the class path; options, a class and its arguments go behind it. */
  public static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The logger that the tests have chosen for themselves: what another one printed, nobody would read.
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-Dslf4j.")).toList());
    command.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
    return command;
  }
}
