package tarn.bench;

import tarn.enrich.AllowList;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LogFormat;
import tarn.log.LogParser;

/** From the text of a line to its event, on one core, by a transform that knows no user agent yet. */
final class TransformBenchmark implements Benchmark {
  private final BenchmarkLog log;
  private Transform transform;

  TransformBenchmark(BenchmarkLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "transform";
  }

  @Override
  public void prepare() {
    transform = new Transform(new PixelOptions(AllowList.everything()), day -> new byte[32]);
  }

  @Override
  public long run() throws Exception {
    LogParser parser = LogFormat.REALTIME.parser();
    for (String line : log.lines()) {
      if (!(transform.apply(parser.parse(line)) instanceof Outcome.Ok)) {
        throw new IllegalStateException("a line of the mix was refused");
      }
    }
    return log.lines().size();
  }
}
