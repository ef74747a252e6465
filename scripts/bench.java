///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Measures the transform, ingest and aggregate on made-up traffic.
//SOURCES ../lib/Lib.java

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tarn.aggregate.Aggregation;
import tarn.cli.ExitCode;
import tarn.cli.TarnCommand;
import tarn.enrich.AllowList;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.lake.Ingest;
import tarn.lake.Lake;
import tarn.log.LogFormat;
import tarn.log.LogParser;
import tarn.traffic.BenchmarkMix;

@Command(name = "bench", description = "Measures the transform alone, whole ingest and aggregate, each beside gzip on the same bytes.",
    footer = {"", "Example:", "  ./jbang bench --lines 200000"})
public class bench extends TarnCommand {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  @Option(names = "--lines", defaultValue = "200000", description = "Log lines (default: ${DEFAULT-VALUE}).")
  int lines;

  @Override
  public Integer call() throws Exception {
    List<String> mix = new BenchmarkMix(1, DAY, lines).lines().toList();
    byte[] bytes = mix.stream().collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8);
    say("%,d lines, %,d bytes, %d processors, Java %s", lines, bytes.length, Runtime.getRuntime().availableProcessors(), Runtime.version().feature());
    List<Double> gzip = new ArrayList<>();
    List<Double> transform = new ArrayList<>();
    List<Double> ingest = new ArrayList<>();
    List<Double> aggregate = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      Path folder = Files.createTempDirectory("tarn-bench");
      Lake lake = Lake.openOrCreate(folder);
      double[] seconds = {seconds(() -> gzip(bytes)), seconds(() -> transform(mix)), seconds(() -> ingest(lake, bytes)), seconds(() -> aggregate(lake))};
      // The first round warms up.
      if (round > 0) {
        gzip.add(seconds[0]);
        transform.add(seconds[1]);
        ingest.add(seconds[2]);
        aggregate.add(seconds[3]);
      }
    }
    double pageViewShare = mix.stream().filter(line -> line.contains("t=pv")).count() / (double) lines;
    print("gzip -6 of the same bytes", lines / median(gzip), "lines/s");
    print("transform alone, one core", lines / median(transform), "lines/s");
    print("whole ingest", lines / median(ingest), "lines/s");
    print("aggregate", median(aggregate) / (lines * pageViewShare) * 1e6, "s a million page views");
    print("ratio transform : gzip", median(transform) / median(gzip), "(time)");
    print("ratio ingest : gzip", median(ingest) / median(gzip), "(time)");
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).forEach(line ->
          print("peak memory of this process", Double.parseDouble(line.replaceAll("\\D", "")) / 1024, "MiB"));
    }
    return ExitCode.DONE;
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void gzip(byte[] bytes) throws Exception {
    try (OutputStream out = new GZIPOutputStream(OutputStream.nullOutputStream(), 1 << 16)) {
      out.write(bytes);
    }
  }

  private static void transform(List<String> mix) throws Exception {
    Transform transform = new Transform(new PixelOptions(AllowList.everything()), day -> new byte[32]);
    LogParser parser = LogFormat.REALTIME.parser();
    long ok = 0;
    for (String line : mix) {
      ok += transform.apply(parser.parse(line)) instanceof Outcome.Ok ? 1 : 0;
    }
    if (ok != mix.size()) {
      throw new IllegalStateException(mix.size() - ok + " lines of the mix were refused");
    }
  }

  private static void ingest(Lake lake, byte[] bytes) throws Exception {
    try (Ingest ingest = new Ingest(lake, new PixelOptions(AllowList.everything()), null, false, Clock.systemUTC())) {
      ingest.ingest("mix.log", new ByteArrayInputStream(bytes));
    }
  }

  private static void aggregate(Lake lake) throws Exception {
    Aggregation aggregation = new Aggregation(lake, Clock.systemUTC());
    aggregation.build(aggregation.stale(null, null, false), day -> {});
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void print(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "%-30s %,12.1f %s%n", name, value, unit);
  }

  public static void main(String... arguments) {
    main(new bench(), arguments);
  }
}
