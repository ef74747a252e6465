package tarn.bench;

import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** The yardstick: {@code gzip -6} of the same bytes, on one core. */
public final class GzipBenchmark implements Benchmark {
  private final BenchmarkLog log;

  public GzipBenchmark(BenchmarkLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "gzip -6";
  }

  @Override
  public long run() throws Exception {
    try (OutputStream out = new GZIPOutputStream(OutputStream.nullOutputStream(), 1 << 16)) {
      out.write(log.bytes());
    }
    return log.lines().size();
  }
}
