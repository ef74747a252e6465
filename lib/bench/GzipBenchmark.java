package tarn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The yardstick: the program {@code gzip -6} on a file of the same bytes, which uses one core. */
public final class GzipBenchmark implements Benchmark {
  private final BenchmarkLog log;
  private Path file;

  public GzipBenchmark(BenchmarkLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "gzip -6";
  }

  @Override
  public void prepare() throws IOException {
    file = Files.write(Files.createTempFile("tarn-bench", ".log"), log.bytes());
  }

  @Override
  public long run() throws Exception {
    Process gzip;
    try {
      gzip = new ProcessBuilder("gzip", "-6", "-c").redirectInput(file.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new IllegalStateException("gzip cannot be run, which everything is measured beside: install it", e);
    }
    if (gzip.waitFor() != 0) {
      throw new IllegalStateException("gzip ended with " + gzip.exitValue());
    }
    return log.lines().size();
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
  }
}
