package tarn.workbench.report;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Ingest;
import tarn.lake.Lake;
import tarn.traffic.Site;
import tarn.traffic.SiteKind;
import tarn.traffic.Traffic;
import tarn.traffic.TrafficPlan;
import tarn.traffic.TrafficTruth;

/** A small shop and a smaller blog in a lake, with what was put in. */
record TrafficLake(Lake lake, TrafficTruth truth, LocalDate firstDay, LocalDate lastDay) {
  static final String SHOP = "shop.example";
  static final String BLOG = "blog.example";

  static TrafficLake make(Path folder, LocalDate firstDay, int days) throws Exception {
    TrafficPlan plan = new TrafficPlan(7, firstDay, days, List.of(new Site(SHOP, SiteKind.SHOP, 90), new Site(BLOG, SiteKind.BLOG, 40)));
    Path logs = folder.resolve("logs");
    TrafficTruth truth = Traffic.write(plan, logs);
    SmallLake lake = new SmallLake(folder.resolve("lake"));
    try (Ingest ingest = new Ingest(lake.lake(), new PixelOptions(AllowList.of(truth.sites().keySet())), null, false, Clock.systemUTC());
        Stream<Path> files = Files.list(logs)) {
      for (Path file : files.sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          ingest.ingest(file.getFileName().toString(), in);
        }
      }
    }
    lake.aggregate();
    return new TrafficLake(lake.lake(), truth, firstDay, firstDay.plusDays(days - 1L));
  }

  Period period() {
    return new Period(firstDay, lastDay);
  }
}
