package tarn.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.enrich.DomainName;

/** {@code --domain}: one site; without it every site. */
public final class OneDomainOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--domain", paramLabel = "DOMAIN", description = "This site only.")
  private String domain;

  /** The site as the lake spells it; null for every site. */
  public String name() {
    String name = DomainName.normalise(domain);
    if (domain != null && name == null) {
      throw new ParameterException(command.commandLine(), "--domain wants a host name like example.com");
    }
    return name;
  }

  public boolean contains(String other) {
    return domain == null || name().equals(other);
  }
}
