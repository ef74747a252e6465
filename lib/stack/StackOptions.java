package tarn.stack;

import java.io.Console;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.cli.AwsOptions;

/** Which stack, in which account, and who says yes. */
public final class StackOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin
  private AwsOptions aws;

  @Option(names = "--stack", defaultValue = "tarn", paramLabel = "NAME", description = "Name of the stack in CloudFormation (default: ${DEFAULT-VALUE}).")
  private String stack;

  @Option(names = "--prefix", description = "What the names of the buckets begin with (default: STACK-ACCOUNT-REGION).")
  private String prefix;

  @Option(names = "--yes", description = "Do it without asking.")
  private boolean yes;

  public AwsAccount account() {
    return new AwsAccount(aws.access());
  }

  public String stack() {
    return stack;
  }

  /** Null where none is given. */
  public String prefix() {
    return prefix;
  }

  /** @throws ParameterException where nobody can be asked */
  public void requireAnAnswer() {
    if (!yes && System.console() == null) {
      throw new ParameterException(command.commandLine(), "there is no terminal to ask on: give --yes");
    }
  }

  /** Asks, unless {@code --yes} has answered. */
  public boolean confirm(String question) {
    Console console = System.console();
    if (yes || console == null) {
      return yes;
    }
    String answer = console.readLine("%s [y/N] ", question);
    return answer != null && answer.strip().matches("(?i)y|yes");
  }
}
