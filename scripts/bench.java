///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Measures Tarn on made-up traffic, beside gzip.
//SOURCES ../lib/Bench.java

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tarn.bench.AggregationFigures;
import tarn.bench.Benchmark;
import tarn.bench.BenchmarkLog;
import tarn.bench.BenchmarkRounds;
import tarn.bench.Benchmarks;
import tarn.bench.GzipBenchmark;
import tarn.bench.ReportFigures;
import tarn.bench.StartBenchmark;
import tarn.cli.ExitCode;
import tarn.cli.TarnCommand;

@Command(name = "bench", description = "Measures the parts of Tarn, each beside gzip on the same lines in the same round.",
    footer = {"", "Examples:", "  ./jbang bench", "  ./jbang bench --only transform --rounds 10",
        "  ./jbang bench --aggregation --rounds 1"})
public class bench extends TarnCommand {
  @Option(names = "--lines", defaultValue = "200000", description = "Log lines (default: ${DEFAULT-VALUE}).")
  int lines;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds that count, after one that warms up (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(names = "--only", paramLabel = "NAME", description = "Only the benchmarks whose name begins so; start and report are among them.")
  String only = "";

  @Option(names = "--aggregation", description = "Instead, what the build of a large day costs, of small days, and a question to many.")
  boolean aggregation;

  @Option(names = "--page-views", defaultValue = "8000000",
      description = "Of the large day of --aggregation (default: ${DEFAULT-VALUE}, about 1 GB of Parquet).")
  long pageViews;

  @Override
  public Integer call() throws Exception {
    if (aggregation) {
      new AggregationFigures(pageViews, rounds, System.out).print();
      sayPeakMemory();
      return ExitCode.DONE;
    }
    BenchmarkLog log = BenchmarkLog.of(lines);
    say("%,d lines, %,d bytes, %d processors, Java %s", lines, log.bytes().length,
        Runtime.getRuntime().availableProcessors(), Runtime.version().feature());
    List<Benchmark> wanted = Benchmarks.of(log).stream().filter(benchmark -> benchmark.name().startsWith(only)).toList();
    System.out.printf(Locale.ROOT, "%-28s %14s %-13s %12s %14s%n", "", "a second", "", "time : gzip", "bytes for one");
    for (BenchmarkRounds.Figure figure : new BenchmarkRounds(new GzipBenchmark(log), wanted).run(rounds)) {
      System.out.printf(Locale.ROOT, "%-28s %,14.0f %-13s %12.2f %,14.0f%n",
          figure.name(), figure.perSecond(), figure.unit(), figure.timesYardstick(), figure.allocatedBytes());
    }
    if ("start".startsWith(only)) {
      StartBenchmark.run(rounds).forEach(figure ->
          System.out.printf(Locale.ROOT, "%-28s %,14.2f seconds from the shell to its end%n", figure.command(), figure.seconds()));
    }
    if ("report".startsWith(only)) {
      ReportFigures.run(rounds).forEach(figure -> System.out.printf(Locale.ROOT,
          "%-28s %,14.2f seconds, %.2f of all processors; %,d page views, a page of %,d bytes%n", "report of " + figure.days() + " days",
          figure.seconds(), figure.processorSeconds(), figure.pageViews(), figure.pageBytes()));
    }
    sayPeakMemory();
    return ExitCode.DONE;
  }

  private void sayPeakMemory() throws Exception {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).forEach(line ->
          say("peak memory of this process: %,.0f MiB", Double.parseDouble(line.replaceAll("\\D", "")) / 1024));
    }
  }

  public static void main(String... arguments) {
    main(new bench(), arguments);
  }
}
