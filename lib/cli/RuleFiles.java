package tarn.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.enrich.ReferrerTable;
import tarn.enrich.UserAgentRegexes;

/** {@code --referrers} and {@code --ua-regexes}: files of the user's own with what sites and browsers are called. */
public final class RuleFiles {
  private interface Reading<T> {
    T read(Path file) throws IOException;
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--referrers", paramLabel = "FILE",
      description = "CSV with the columns host,source,medium: sites that send visitors, before the built-in ones. "
          + "Only deploy remembers it: give it to other commands each time.")
  private Path referrers;

  @Option(names = "--ua-regexes", paramLabel = "FILE",
      description = "Tell browsers, systems and devices by this regexes.yaml of uap-core, instead of the one in uap-java. "
          + "Only deploy remembers it: give it to other commands each time.")
  private Path userAgentRegexes;

  /** The file as named; null where none is. */
  public Path referrersFile() {
    return referrers;
  }

  /** The file as named; null where none is. */
  public Path userAgentRegexesFile() {
    return userAgentRegexes;
  }

  /** The built-in table, with the user's rows before it where a file is named. */
  public ReferrerTable referrers() {
    return referrers == null ? ReferrerTable.bundled() : read("--referrers", referrers, ReferrerTable.bundled()::with);
  }

  /** Those of the named file, or else those in uap-java. */
  public UserAgentRegexes userAgents() {
    return userAgentRegexes == null ? UserAgentRegexes.bundled() : read("--ua-regexes", userAgentRegexes, UserAgentRegexes::read);
  }

  private <T> T read(String option, Path file, Reading<T> reading) {
    try {
      return reading.read(file);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage());
    } catch (NoSuchFileException missing) {
      throw new ParameterException(command.commandLine(), "there is no file " + file + ": check the path after " + option);
    } catch (IOException unreadable) {
      throw new ParameterException(command.commandLine(), "cannot read " + file + ": " + unreadable.getMessage());
    }
  }
}
