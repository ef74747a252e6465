///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION What is in a lake, what is stale, and what was dropped or failed and why.
//SOURCES ../lib/Lib.java

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tarn.aggregate.LakeStatus;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.StatusFormat;
import tarn.cli.TarnCommand;

@Command(name = "status", description = "Shows the zones of a lake, its lines by result and reason, what did not get in as it should, and what is stale.",
    footer = {"", "Examples:", "  ./jbang status --lake lake", "  ./jbang status --lake lake --format json"})
public class status extends TarnCommand {
  @Mixin
  LakeOption lake;

  @Option(names = "--format", defaultValue = "TEXT", description = "One of ${COMPLETION-CANDIDATES}, in any case; the keys of JSON stay.")
  StatusFormat format;

  @Override
  public Integer call() throws Exception {
    format.print(LakeStatus.of(lake.open(), Clock.systemUTC()), new PrintStream(System.out, true, StandardCharsets.UTF_8));
    return ExitCode.DONE;
  }

  public static void main(String... arguments) {
    main(new status(), arguments);
  }
}
