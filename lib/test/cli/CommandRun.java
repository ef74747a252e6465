package tarn.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as a user runs it: the class of its script with arguments.
 *
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record CommandRun(int exitCode, String out, String err) {
  /** Runs a command in this JVM, with nothing on standard input. */
  static CommandRun of(String name, Object... arguments) throws Exception {
    return withInput("", name, arguments);
  }

  static CommandRun withInput(String input, String name, Object... arguments) throws Exception {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      TarnCommand command = Commands.command(name);
      int exitCode = TarnCommand.execute(command, texts(arguments));
      return new CommandRun(exitCode, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }

  /**
   * A command in a JVM of its own, where Ctrl-C works as in a terminal although test runs may be started in the
   * background. What it prints goes to {@code output}; a file there is written over.
   */
  static ProcessBuilder process(Path output, String name, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "-u", "TARN_LAKE", "-u", "TARN_DOMAINS"));
    command.addAll(ChildJvm.command());
    command.addAll(List.of("-Duser.timezone=UTC", name));
    command.addAll(List.of(texts(arguments)));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
  }

  /** Presses Ctrl-C. */
  static void interrupt(Process process) throws IOException, InterruptedException {
    int exitCode = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    if (exitCode != 0) {
      throw new IOException("the process had ended before it could be interrupted");
    }
  }

  private static String[] texts(Object... arguments) {
    return java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
  }
}
