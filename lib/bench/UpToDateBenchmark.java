package tarn.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import tarn.aggregate.Aggregation;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.CleanedPartitions;
import tarn.lake.Fingerprint;
import tarn.lake.Ingest;
import tarn.lake.Lake;
import tarn.lake.LakeFile;

/** What {@code aggregate} does first: finds that nothing is to be built, in a lake of 10 domains and 365 days. */
final class UpToDateBenchmark implements Benchmark {
  private static final int DOMAINS = 10;
  private static final int DAYS = 365;

  private final BenchmarkLog log;
  private BenchmarkLake folder;

  UpToDateBenchmark(BenchmarkLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "nothing is stale";
  }

  @Override
  public String unit() {
    return "domain days";
  }

  @Override
  public void prepare() throws Exception {
    folder = new BenchmarkLake();
    Lake lake = folder.lake();
    try (Ingest ingest = new Ingest(lake, new PixelOptions(AllowList.everything()), null, false, Clock.systemUTC())) {
      ingest.ingest("one.log", new ByteArrayInputStream((log.lines().get(0) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    Aggregation aggregation = new Aggregation(lake, Clock.systemUTC());
    aggregation.build(aggregation.stale(), day -> {});
    multiply(lake, CleanedPartitions.list(lake).values().iterator().next().get(0));
  }

  /** One built day stands for all: what is compared are names, sizes and times. */
  private static void multiply(Lake lake, LakeFile file) throws IOException {
    Path model = lake.store().local(file.path());
    Path manifest = lake.store().fetch(lake.store().list(lake.manifests("core")).get(0));
    String[] name = manifest.getFileName().toString().split("\\.");
    for (int domain = 0; domain < DOMAINS; domain++) {
      for (int day = 0; day < DAYS; day++) {
        for (String type : List.of("pageview", "track")) {
          Path copy = lake.store().local(lake.incoming("site-" + domain + ".example", type,
              LocalDate.parse("2025-01-01").plusDays(day).toString()) + file.name());
          Files.createDirectories(copy.getParent());
          Files.copy(model, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    for (var day : CleanedPartitions.list(lake).entrySet()) {
      name[0] = day.getKey().date();
      name[1] = Fingerprint.sum(day.getValue().stream().map(LakeFile::fingerprint).toList()).toString();
      Path copy = lake.store().local(lake.manifests("core") + Lake.domainFolder(day.getKey().domain()) + String.join(".", name));
      Files.createDirectories(copy.getParent());
      Files.copy(manifest, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public long run() {
    List<Aggregation.Stale> stale = new Aggregation(folder.lake(), Clock.systemUTC()).stale();
    if (!stale.isEmpty()) {
      throw new IllegalStateException(stale.size() + " days are stale");
    }
    return (long) DOMAINS * DAYS;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
