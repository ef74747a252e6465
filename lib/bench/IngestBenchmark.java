package tarn.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Ingest;
import tarn.lake.IngestResult;
import tarn.lake.Lake;

/** All of {@code ingest} from the bytes of a log to a new lake: raw, cleaned, ledger. */
final class IngestBenchmark implements Benchmark {
  private final BenchmarkLog log;
  private BenchmarkLake folder;

  IngestBenchmark(BenchmarkLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public void prepare() throws Exception {
    folder = new BenchmarkLake();
  }

  @Override
  public long run() throws Exception {
    return ingest(folder.lake(), log);
  }

  static long ingest(Lake lake, BenchmarkLog log) throws Exception {
    try (Ingest ingest = new Ingest(lake, new PixelOptions(AllowList.everything()), null, false, Clock.systemUTC())) {
      IngestResult result = ingest.ingest("mix.log", new ByteArrayInputStream(log.bytes()));
      if (result.ok() != log.lines().size()) {
        throw new IllegalStateException(result.ok() + " of " + log.lines().size() + " lines became events");
      }
    }
    return log.lines().size();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
