///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Log files into a lake: raw and cleaned.
//SOURCES ../lib/Lib.java

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tarn.cli.Counted;
import tarn.cli.DomainOption;
import tarn.cli.EnrichOptions;
import tarn.cli.ExitCode;
import tarn.cli.InputFiles;
import tarn.cli.LakeOption;
import tarn.cli.Progress;
import tarn.cli.TarnCommand;
import tarn.enrich.AllowList;
import tarn.enrich.DomainName;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.lake.Ingest;
import tarn.lake.IngestResult;
import tarn.log.LogFormat;

@Command(name = "ingest", description = "Takes log files into a lake: untouched into raw, transformed into cleaned.",
    footer = {"", "Examples:", "  ./jbang ingest --lake lake --domains example.com logs/",
        "  zcat old/*.gz | ./jbang ingest --lake lake -",
        "  ./jbang ingest --lake lake --pages --host example.com /var/log/nginx/access.log"})
public class ingest extends TarnCommand {
  @Mixin
  LakeOption lake;

  @Spec
  CommandSpec spec;

  @Mixin
  DomainOption domains;

  @Mixin
  EnrichOptions enrich;

  @Option(names = "--format", description = "Format of the logs: ${COMPLETION-CANDIDATES}; detected where not given.")
  LogFormat format;

  @Option(names = "--pages", description = "In access logs count page requests instead of pixel requests; needs --host.")
  boolean pages;

  @Option(names = "--host", description = "The site that an access log is of, with --pages; requests of other hosts are dropped where the log tells the host.")
  String host;

  @Option(names = "--again", description = "Take lines that the lake has already once more; the numbers stay the same.")
  boolean again;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files, plain or .gz, folders of them, or - for standard input.")
  List<Path> files;

  @Override
  public Integer call() throws Exception {
    if (pages != (host != null) || host != null && DomainName.normalise(host) == null) {
      throw new ParameterException(spec.commandLine(), "--pages and --host go together, as in --pages --host example.com");
    }
    AllowList allowed = domains.allowList();
    if (allowed.isEverything() && !pages) {
      say(DomainOption.EVERY_DOMAIN);
    }
    List<Path> inputs = InputFiles.of(files, lake.folder());
    PixelOptions options = enrich.with(allowed, host);
    IngestResult total = new IngestResult();
    try (Ingest ingest = new Ingest(lake.openOrCreate(), options, format, again, Clock.systemUTC());
        Progress progress = new Progress("ingest", inputs.size(), isQuiet())) {
      for (Path file : inputs) {
        boolean standardInput = file.equals(InputFiles.STANDARD_INPUT);
        try (InputStream in = standardInput ? System.in : new BufferedInputStream(Files.newInputStream(file))) {
          IngestResult result = ingest.ingest(standardInput ? "stdin" : file.getFileName().toString(), in);
          if (result.skipped() > 0) {
            say("%s: %s already in the lake, skipped (--again takes them again)", file, Counted.of(result.skipped(), "line"));
          }
          if (result.damage() != null) {
            say("%s: %s", file, result.damage());
          }
          total.add(result);
        }
        progress.step(1);
      }
    }
    report(total);
    if (!pages && total.ok() == 0 && total.dropped().getOrDefault(Outcome.Dropped.ANOTHER_PATH, 0L) == total.records() && total.records() > 0) {
      say("No line asks for a pixel (%s, %s). To count the page requests of an access log, run again with --pages --host SITE.",
          PixelOptions.SCRIPT_PIXEL, PixelOptions.NOSCRIPT_PIXEL);
    }
    return total.isWhole() ? ExitCode.DONE : ExitCode.INPUT_FAILED;
  }

  public static void main(String... arguments) {
    main(new ingest(), arguments);
  }
}
