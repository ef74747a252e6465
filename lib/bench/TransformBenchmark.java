package tarn.bench;

import java.io.ByteArrayInputStream;
import tarn.enrich.AllowList;
import tarn.event.EventJsonWriter;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogParser;

/** From the bytes of the lines to the bytes of the events as JSON, on one core, by a transform that knows no user agent yet. */
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
    EventJsonWriter writer = new EventJsonWriter();
    long written = 0;
    try (LineReader lines = new LineReader(new ByteArrayInputStream(log.bytes()))) {
      while (lines.advance()) {
        Outcome outcome = transform.apply(parser.parse(lines.text()));
        if (!(outcome instanceof Outcome.Ok)) {
          throw new IllegalStateException("a line of the mix was refused");
        }
        written += writer.bytes(outcome).length;
      }
    }
    if (written < log.bytes().length) {
      throw new IllegalStateException("events are longer than lines, but only " + written + " bytes were written");
    }
    return log.lines().size();
  }
}
