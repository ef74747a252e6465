package tarn.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.lake.Lake;

/** {@code --lake}, for which the environment variable {@code TARN_LAKE} stands in. */
public final class LakeOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--lake", paramLabel = "FOLDER", defaultValue = "${env:TARN_LAKE}",
      description = "The folder of the lake; TARN_LAKE in the environment stands in for it.")
  private Path folder;

  /** The lake, which must be there. */
  public Lake open() {
    return Lake.open(required());
  }

  /** The lake, made where it is not there yet. */
  public Lake openOrCreate() {
    return Lake.openOrCreate(required());
  }

  private Path required() {
    if (folder == null) {
      throw new ParameterException(command.commandLine(), "no lake given: use --lake FOLDER or set TARN_LAKE");
    }
    return folder;
  }
}
