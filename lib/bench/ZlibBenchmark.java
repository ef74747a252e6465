package tarn.bench;

import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** What Java's own compression takes at the level of the yardstick: how fast the machine is in this JVM. */
final class ZlibBenchmark implements Benchmark {
  private final BenchmarkLog log;

  ZlibBenchmark(BenchmarkLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "zlib, level 6, in Java";
  }

  @Override
  public long run() throws Exception {
    try (OutputStream out = new GZIPOutputStream(OutputStream.nullOutputStream(), 1 << 16)) {
      out.write(log.bytes());
    }
    return log.lines().size();
  }
}
