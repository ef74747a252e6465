///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION A week of believable traffic through the real path into a lake, then the numbers on screen.
//SOURCES ../lib/Lib.java

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tarn.aggregate.Aggregation;
import tarn.aggregate.ReadOnlyLake;
import tarn.cli.Counted;
import tarn.cli.AwsOptions;
import tarn.cli.ExitCode;
import tarn.cli.Overview;
import tarn.cli.Progress;
import tarn.cli.TarnCommand;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Ingest;
import tarn.lake.IngestResult;
import tarn.lake.Lake;
import tarn.lake.Ledger;
import tarn.traffic.Site;
import tarn.traffic.Traffic;
import tarn.traffic.TrafficPlan;

@Command(name = "demo", description = "Makes a week of traffic of two made-up sites, takes it in as CloudFront log lines, and shows the numbers.",
    footer = {"", "Examples:", "  ./jbang demo", "  ./jbang demo --lake november --to 2026-11-23"})
public class demo extends TarnCommand {
  @Option(names = "--lake", paramLabel = "LAKE", defaultValue = "demo-lake",
      description = "A new or empty folder, or s3://PREFIX with empty buckets (default: ${DEFAULT-VALUE}).")
  String name;

  @Mixin
  AwsOptions aws;

  @Option(names = "--to", paramLabel = "DAY", description = "Last UTC day of the week, YYYY-MM-DD (default: yesterday).")
  LocalDate lastDay = LocalDate.now(ZoneOffset.UTC).minusDays(1);

  @Override
  public Integer call() throws Exception {
    Lake lake = Lake.openOrCreate(name, aws::s3);
    if (new Ledger(lake).all().isEmpty()) {
      fill(lake);
    } else {
      say("%s is filled already; these are its numbers.", name);
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (ReadOnlyLake readOnly = new ReadOnlyLake(lake)) {
      out.println();
      new Overview(readOnly, out).print();
    }
    out.printf("""

        Try next:
          ./jbang query --lake %1$s "select channel, sum(visit_cnt) as visits from stats group by all order by visits desc"
          ./jbang report --lake %1$s --out report.html
          ./jbang notebooks --lake %1$s
        """, name);
    return ExitCode.DONE;
  }

  private void fill(Lake lake) throws Exception {
    TrafficPlan plan = TrafficPlan.demo(lastDay);
    Path logs = Files.createTempDirectory("tarn-demo");
    try {
      Traffic.write(plan, logs);
      List<Path> files;
      try (Stream<Path> found = Files.list(logs)) {
        files = found.sorted().toList();
      }
      say("%,d log files of a week, taken in as CloudFront would have written them:", files.size());
      ingest(lake, plan, files);
      Aggregation aggregation = new Aggregation(lake, Clock.systemUTC());
      List<Aggregation.Stale> stale = aggregation.stale();
      try (Progress progress = new Progress("aggregate", stale.size(), isQuiet())) {
        aggregation.build(stale, day -> progress.step(1));
      }
      say("%s built into sessions, stats and events.", Counted.of(stale.size(), "day"));
    } finally {
      try (Stream<Path> found = Files.list(logs)) {
        for (Path file : found.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(logs);
    }
  }

  private void ingest(Lake lake, TrafficPlan plan, List<Path> files) throws Exception {
    PixelOptions options = new PixelOptions(AllowList.of(plan.sites().stream().map(Site::domain).toList()));
    IngestResult total = new IngestResult();
    try (Ingest ingest = new Ingest(lake, options, null, false, Clock.systemUTC());
        Progress progress = new Progress("ingest", files.size(), isQuiet())) {
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          total.add(ingest.ingest(file.getFileName().toString(), in));
        }
        progress.step(1);
      }
    }
    report(total);
  }

  public static void main(String... arguments) {
    main(new demo(), arguments);
  }
}
