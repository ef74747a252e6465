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

/** {@code --referrers}, {@code --ua-regexes} and {@code --trim-slash}: how page views are read. */
public final class EnrichOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--referrers", paramLabel = "FILE",
      description = "CSV with the columns host,source,medium: sites that send visitors, before the built-in ones. "
          + "Not remembered: give it again with transform.")
  private Path referrers;

  @Option(names = "--ua-regexes", paramLabel = "FILE",
      description = "Tell browsers, systems and devices by this regexes.yaml of uap-core, instead of the one in uap-java. "
          + "Not remembered: give it again with transform.")
  private Path userAgentRegexes;

  @Option(names = "--trim-slash", negatable = true,
      description = "Take /a/ for /a. Remembered with the lines: transform does it again unless told --no-trim-slash.")
  private Boolean trimSlash;

  /** The built-in table, with the user's rows before it where a file is named. */
  public ReferrerTable referrers() {
    if (referrers == null) {
      return ReferrerTable.bundled();
    }
    try {
      return ReferrerTable.bundled().with(referrers);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage());
    } catch (NoSuchFileException missing) {
      throw new ParameterException(command.commandLine(), "there is no file " + referrers + ": check the path after --referrers");
    } catch (IOException unreadable) {
      throw new ParameterException(command.commandLine(), "cannot read " + referrers + ": " + unreadable.getMessage());
    }
  }

  /** Those of the named file, or else those in uap-java. */
  public UserAgentRegexes userAgents() {
    if (userAgentRegexes == null) {
      return UserAgentRegexes.bundled();
    }
    try {
      return UserAgentRegexes.read(userAgentRegexes);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage());
    } catch (NoSuchFileException missing) {
      throw new ParameterException(command.commandLine(), "there is no file " + userAgentRegexes + ": check the path after --ua-regexes");
    } catch (IOException unreadable) {
      throw new ParameterException(command.commandLine(), "cannot read " + userAgentRegexes + ": " + unreadable.getMessage());
    }
  }

  /** Null where nothing was said. */
  public Boolean trimSlash() {
    return trimSlash;
  }
}
