package tarn.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.enrich.AllowList;

/** {@code --domains}, for which the environment variable {@code TARN_DOMAINS} stands in. */
public final class DomainOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--domains", split = ",", paramLabel = "DOMAIN", defaultValue = "${env:TARN_DOMAINS}",
      description = "Take hits of these sites only, no subdomains; TARN_DOMAINS stands in for it.")
  private List<String> domains;

  /** The named domains; every domain where none is named. */
  public AllowList allowList() {
    try {
      return domains == null || domains.isEmpty() ? AllowList.everything() : AllowList.of(domains);
    } catch (IllegalArgumentException noHostName) {
      throw new ParameterException(command.commandLine(), noHostName.getMessage());
    }
  }
}
