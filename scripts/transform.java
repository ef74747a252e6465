///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Today's transform over raw again.
//SOURCES ../lib/Lib.java

import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tarn.cli.Counted;
import tarn.cli.DayRange;
import tarn.cli.DomainOption;
import tarn.cli.EnrichOptions;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.Progress;
import tarn.cli.TarnCommand;
import tarn.lake.IngestResult;
import tarn.lake.LakeFile;
import tarn.lake.Retransform;

@Command(name = "transform", description = "Runs today's transform over raw files again and replaces what they had produced; aggregate then builds the changed days.",
    footer = {"", "Examples:", "  ./jbang transform --lake lake --from 2026-11-01",
        "  ./jbang transform --lake lake --errors"})
public class transform extends TarnCommand {
  @Mixin
  LakeOption lake;

  @Mixin
  DayRange range;

  @Mixin
  DomainOption domains;

  @Mixin
  EnrichOptions enrich;

  @Option(names = "--errors", description = "Only raw files with lines in raw/error, and what Firehose could not deliver (cleaned/error),"
      + " which is deleted once it is in raw.")
  boolean errors;

  @Override
  public Integer call() throws Exception {
    Retransform retransform = new Retransform(lake.open(), domains.given(), enrich.rules().referrers(), enrich.rules().userAgents(),
        enrich.trimSlash(), Clock.systemUTC());
    List<LakeFile> files = retransform.files(range::contains, errors);
    IngestResult result;
    try (Progress progress = new Progress("transform", files.size(), isQuiet())) {
      result = retransform.run(files, file -> progress.step(1));
    }
    say("%s", Counted.of(files.size(), "raw file"));
    if (retransform.takesEveryDomain()) {
      say(DomainOption.EVERY_DOMAIN);
    }
    if (result.damage() != null) {
      say("%s", result.damage());
    }
    report(result);
    return result.isWhole() ? ExitCode.DONE : ExitCode.INPUT_FAILED;
  }

  public static void main(String... arguments) {
    main(new transform(), arguments);
  }
}
