package tarn.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.lake.Lake;

/** {@code --lake}, for which the environment variable {@code TARN_LAKE} stands in. */
public final class LakeOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--lake", paramLabel = "LAKE", defaultValue = "${env:TARN_LAKE}",
      description = "The folder of the lake, or s3://PREFIX; TARN_LAKE in the environment stands in for it.")
  private String name;

  @Mixin
  private AwsOptions aws;

  /** Whether a lake was named at all. */
  public boolean isGiven() {
    return name != null;
  }

  /** The lake, which must be there. */
  public Lake open() {
    return Lake.open(required(), aws::s3);
  }

  /** The lake, made where it is not there yet. */
  public Lake openOrCreate() {
    return Lake.openOrCreate(required(), aws::s3);
  }

  /** Where the lake is on this machine; null where it is on S3. */
  public Path folder() {
    return required().startsWith("s3://") ? null : Path.of(required());
  }

  /** How the lake is reached, as variables of the environment. */
  public Map<String, String> environment() {
    return aws.environment();
  }

  private String required() {
    if (name == null) {
      throw new ParameterException(command.commandLine(), "no lake given: use --lake FOLDER or --lake s3://PREFIX, or set TARN_LAKE");
    }
    return name;
  }
}
