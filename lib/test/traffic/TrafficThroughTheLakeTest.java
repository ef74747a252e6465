package tarn.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Ingest;
import tarn.lake.IngestResult;

/** What the generator put in, by its own count, is what the lake answers. */
class TrafficThroughTheLakeTest {
  @TempDir
  Path folder;

  @Test
  void whatGoesInComesOut() throws Exception {
    TrafficPlan plan = TrafficPlan.demo(LocalDate.parse("2026-11-20"));
    TrafficTruth truth = Traffic.write(plan, folder.resolve("logs"));
    SmallLake lake = new SmallLake(folder.resolve("lake"));
    IngestResult total = new IngestResult();
    try (Ingest ingest = new Ingest(lake.lake(), new PixelOptions(AllowList.of(truth.sites().keySet())), null, false, Clock.systemUTC());
        Stream<Path> logs = Files.list(folder.resolve("logs"))) {
      for (Path log : logs.sorted().toList()) {
        try (InputStream in = Files.newInputStream(log)) {
          total.add(ingest.ingest(log.getFileName().toString(), in));
        }
      }
    }
    lake.aggregate();
    assertEquals(truth.lines(), total.records());
    assertEquals(truth.okLines(), total.ok());
    assertEquals(truth.brokenLines(), total.failed().values().stream().mapToLong(Long::longValue).sum());
    List<String> expected = new ArrayList<>();
    List<String> expectedEvents = new ArrayList<>();
    truth.sites().forEach((domain, site) -> {
      expected.add(String.join(",", domain, site.pageViews() + "", site.visits() + "", site.dailyVisitors() + "", site.bounces() + ""));
      new java.util.TreeMap<>(site.events()).forEach((name, count) -> expectedEvents.add(domain + "," + name + "," + count));
    });
    assertEquals(expected, lake.query("select domain_name, sum(page_view_cnt), sum(visit_cnt), sum(visitor_cnt), sum(bounces_cnt)"
        + " from stats group by all order by all"));
    assertEquals(expectedEvents, lake.query("select domain_name, event_name, count(*) from events group by all order by all"));
  }
}
