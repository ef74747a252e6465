package tarn.bench;

import java.util.List;

/** Every benchmark, in the order in which they run and are shown. */
public final class Benchmarks {
  private Benchmarks() {}

  public static List<Benchmark> of(BenchmarkLog log) throws Exception {
    return List.of(
        new ZlibBenchmark(log),
        new UserAgentBenchmark(log, false),
        new UserAgentBenchmark(log, true),
        new TransformBenchmark(log),
        new IngestBenchmark(log),
        new AggregateBenchmark(log),
        new UpToDateBenchmark(log));
  }
}
