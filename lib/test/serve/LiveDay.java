package tarn.serve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tarn.browser.HeadlessBrowser;
import tarn.cli.Repository;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Ingest;
import tarn.traffic.Site;
import tarn.traffic.SiteKind;
import tarn.traffic.Traffic;
import tarn.traffic.TrafficPlan;

/** The live page in a browser, in the afternoon of a believable day of two sites. */
public final class LiveDay implements AutoCloseable {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Instant NOW = DAY.atTime(14, 29, 50).toInstant(ZoneOffset.UTC);
  private static final TrafficPlan PLAN = new TrafficPlan(7, DAY, 1, List.of(
      new Site("tarn-shop.example", SiteKind.SHOP, 900), new Site("blog.example", SiteKind.BLOG, 400)));

  private final RunningCollector collector;
  private final HeadlessBrowser browser;

  /** @param folder a new one, for the lake and for what the browser keeps */
  LiveDay(Path folder) throws Exception {
    collector = new RunningCollector(folder.resolve("lake"), new RunningCollector.Settings(),
        Clock.fixed(NOW, ZoneOffset.UTC));
    PixelOptions options = new PixelOptions(AllowList.of(PLAN.sites().stream().map(Site::domain).toList()));
    try (Ingest ingest = new Ingest(collector.lake.lake(), options, null, false, Clock.systemUTC())) {
      ingest.ingest("day.log", new ByteArrayInputStream(soFar()));
    }
    collector.lake.aggregate();
    browser = new HeadlessBrowser(folder.resolve("profile"));
  }

  private static byte[] soFar() {
    String now = String.valueOf(NOW.getEpochSecond());
    return Traffic.lines(PLAN).filter(line -> line.compareTo(now) < 0).collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Opens the page on a screen of this size, in CSS pixels. */
  HeadlessBrowser open(int width, int height) {
    browser.resize(width, height);
    browser.open("http://localhost:" + collector.livePort() + "/");
    return browser;
  }

  HeadlessBrowser openOnPhone() {
    return open(390, 844);
  }

  /** Takes the pictures of docs/collector.md anew. */
  public static void writeImages() throws Exception {
    Path images = Files.createDirectories(Repository.root().resolve("docs/images"));
    Path folder = Files.createTempDirectory("tarn-live");
    try (LiveDay day = new LiveDay(folder)) {
      day.open(1000, 1000).screenshot(images.resolve("live-page.png"));
      day.openOnPhone().screenshot(images.resolve("live-page-phone.png"));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    browser.close();
    collector.close();
  }
}
