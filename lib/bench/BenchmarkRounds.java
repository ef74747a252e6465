package tarn.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Benchmarks side by side: in each round the yardstick and every benchmark run once, so that what slows the machine
 * slows them alike. The first round warms up and does not count.
 */
public final class BenchmarkRounds {
  /**
   * What was measured.
   *
   * @param perSecond units a second, the median of the rounds
   * @param timesYardstick time for one unit over the yardstick's for one of its own, the median of the rounds
   * @param allocatedBytes on the thread that ran it, for one unit; what other threads allocate does not count
   */
  public record Figure(String name, String unit, double perSecond, double timesYardstick, double allocatedBytes) {}

  private record Run(double secondsPerUnit, double bytesPerUnit) {}

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Benchmark yardstick;
  private final List<Benchmark> benchmarks;

  public BenchmarkRounds(Benchmark yardstick, List<Benchmark> benchmarks) {
    this.yardstick = yardstick;
    this.benchmarks = List.copyOf(benchmarks);
  }

  /** @param rounds how many count, at least 1 */
  public List<Figure> run(int rounds) throws Exception {
    Map<Benchmark, List<Run>> runs = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      add(runs, yardstick, round);
      for (Benchmark benchmark : benchmarks) {
        add(runs, benchmark, round);
      }
    }
    List<Figure> figures = new ArrayList<>();
    runs.forEach((benchmark, its) -> figures.add(figure(benchmark, its, runs.get(yardstick))));
    return figures;
  }

  private static void add(Map<Benchmark, List<Run>> runs, Benchmark benchmark, int round) throws Exception {
    Run run = measure(benchmark);
    List<Run> counted = runs.computeIfAbsent(benchmark, key -> new ArrayList<>());
    if (round > 0) {
      counted.add(run);
    }
  }

  private static Run measure(Benchmark benchmark) throws Exception {
    try (benchmark) {
      benchmark.prepare();
      long thread = Thread.currentThread().getId();
      long bytes = THREADS.getThreadAllocatedBytes(thread);
      long start = System.nanoTime();
      double units = benchmark.run();
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Run(seconds / units, (THREADS.getThreadAllocatedBytes(thread) - bytes) / units);
    }
  }

  private static Figure figure(Benchmark benchmark, List<Run> runs, List<Run> yardstick) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      ratios.add(runs.get(i).secondsPerUnit() / yardstick.get(i).secondsPerUnit());
    }
    return new Figure(benchmark.name(), benchmark.unit(),
        1 / median(runs.stream().map(Run::secondsPerUnit).toList()), median(ratios),
        median(runs.stream().map(Run::bytesPerUnit).toList()));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
