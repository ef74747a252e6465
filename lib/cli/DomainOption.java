package tarn.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.enrich.AllowList;

/** {@code --domains}, for which the environment variable {@code TARN_DOMAINS} stands in. */
public final class DomainOption {
  /** What is said where none is named. */
  public static final String EVERY_DOMAIN =
      "Taking hits of every domain, so anyone who can reach the pixel can make partitions; --domains narrows it.";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--domains", split = ",", paramLabel = "DOMAIN", defaultValue = "${env:TARN_DOMAINS}",
      description = "Take hits of these sites only, no subdomains; TARN_DOMAINS stands in for it. Remembered with the lines: transform"
          + " takes the same ones again unless it is given others.")
  private List<String> domains;

  /** The named domains; every domain where none is named. */
  public AllowList allowList() {
    AllowList given = given();
    return given == null ? AllowList.everything() : given;
  }

  /** The named domains; null where none is named. */
  public AllowList given() {
    try {
      return domains == null || domains.isEmpty() ? null : AllowList.of(domains);
    } catch (IllegalArgumentException noHostName) {
      throw new ParameterException(command.commandLine(), noHostName.getMessage());
    }
  }
}
