package tarn.bench;

import java.io.IOException;
import java.time.Clock;
import tarn.aggregate.Aggregation;

/** All of {@code aggregate} for one new day; counts page views. */
final class AggregateBenchmark implements Benchmark {
  private final BenchmarkLog log;
  private final long pageViews;
  private BenchmarkLake folder;

  AggregateBenchmark(BenchmarkLog log) {
    this.log = log;
    this.pageViews = log.lines().stream().filter(line -> line.contains("t=pv")).count();
  }

  @Override
  public String name() {
    return "aggregate";
  }

  @Override
  public String unit() {
    return "page views";
  }

  @Override
  public void prepare() throws Exception {
    folder = new BenchmarkLake();
    IngestBenchmark.ingest(folder.lake(), log);
  }

  @Override
  public long run() throws Exception {
    Aggregation aggregation = new Aggregation(folder.lake(), Clock.systemUTC());
    aggregation.build(aggregation.stale(), day -> {});
    return pageViews;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
