package tarn.cli;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tarn.lake.IngestResult;
import tarn.lake.LakeException;
import tarn.lake.TarnVersion;

/** What all commands share: options, exit codes, and errors of one sentence. */
@Command(mixinStandardHelpOptions = true, version = "tarn " + TarnVersion.NUMBER, usageHelpAutoWidth = true, sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:done, but some input failed (counted, quarantined)"})
public abstract class TarnCommand implements Callable<Integer> {
  @Option(names = "--quiet", description = "Say nothing but results and errors.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Show the stack trace of an error.")
  private boolean verbose;

  /** Does the work and returns one of {@link ExitCode}. */
  @Override
  public abstract Integer call() throws Exception;

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(TarnCommand command, String... arguments) {
    System.exit(execute(command, arguments));
  }

  static int execute(TarnCommand command, String... arguments) {
    return commandLine(command).execute(arguments);
  }

  static CommandLine commandLine(TarnCommand command) {
    return new CommandLine(command)
        // SQL and paths may begin with @, which picocli would take for a file of arguments.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((failure, given) -> {
          failure.getCommandLine().getErr().println(failure.getCommandLine().getCommandName() + ": "
              + sentence(failure.getMessage()) + " (see --help)");
          return ExitCode.WRONG_USAGE;
        })
        .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
          commandLine.getErr().println(commandLine.getCommandName() + ": " + explain(failure));
          if (command.isVerbose()) {
            failure.printStackTrace(commandLine.getErr());
          }
          return ExitCode.FAILED;
        });
  }

  private static String explain(Exception failure) {
    if (failure instanceof LakeException || failure instanceof SQLException) {
      // Either may quote what came from a log.
      return String.valueOf(failure.getMessage()).lines().map(TextTable::escape).collect(Collectors.joining("\n"));
    }
    return failure.getClass().getSimpleName() + ": " + TextTable.escape(sentence(failure.getMessage())) + " (--verbose shows where)";
  }

  private static String sentence(String message) {
    return message == null ? "no further word" : message.lines().findFirst().orElse("");
  }

  boolean isVerbose() {
    return verbose;
  }

  protected boolean isQuiet() {
    return quiet;
  }

  /** Tells a person what goes on, on standard error. */
  protected void say(String format, Object... values) {
    if (!quiet) {
      System.err.println(String.format(java.util.Locale.ROOT, format, values));
    }
  }

  /** Tells what became of the lines. */
  protected void report(IngestResult total) {
    say("%s: %s (%,d by bots), %,d dropped, %,d failed", Counted.of(total.records(), "line"), Counted.of(total.ok(), "event"), total.bots(),
        total.dropped().values().stream().mapToLong(Long::longValue).sum(),
        total.failed().values().stream().mapToLong(Long::longValue).sum());
    total.dropped().forEach((reason, count) -> say("  %,9d dropped: %s", count, reason));
    total.failed().forEach((reason, count) -> say("  %,9d failed:  %s (kept in raw/error)", count, reason));
    if (total.left() > 0) {
      say("%s not read again, because the salt of a day is destroyed: what had been made of these lines stays as it was",
          Counted.of(total.left(), "raw file"));
    }
  }
}
