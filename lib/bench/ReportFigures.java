package tarn.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tarn.aggregate.Aggregation;
import tarn.aggregate.DuckViews;
import tarn.aggregate.Excerpt;
import tarn.enrich.AllowList;
import tarn.event.Column;
import tarn.event.PixelOptions;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.Duck;
import tarn.lake.FolderTree;
import tarn.lake.Ingest;
import tarn.lake.Lake;
import tarn.traffic.Site;
import tarn.traffic.SiteKind;
import tarn.traffic.Traffic;
import tarn.traffic.TrafficPlan;
import tarn.workbench.report.Filter;
import tarn.workbench.report.Period;
import tarn.workbench.report.Report;
import tarn.workbench.report.ReportOrder;
import tarn.workbench.report.ReportPage;
import tarn.workbench.report.ReportReader;

/**
 * How long a report takes, from a lake that is not open yet to the whole page. The lake has a shop's week, built as any other,
 * again and again: 26 weeks of 5 sites, of which reports tell the last 28 and 90 days, each beside as many before.
 */
public final class ReportFigures {
  private static final int SITES = 5;
  private static final int WEEKS = 26;
  private static final List<Integer> DAYS = List.of(28, 90);
  private static final LocalDate LAST_DAY = LocalDate.parse("2026-11-22");

  /**
   * What was measured.
   *
   * @param days of the period
   * @param seconds the median of the rounds
   * @param processorSeconds the same, of all processors together
   * @param pageViews of the period
   * @param pageBytes size of the page
   */
  public record Figure(int days, double seconds, double processorSeconds, long pageViews, long pageBytes) {}

  private ReportFigures() {}

  /** @param rounds how many count, at least 1, after one that warms up */
  public static List<Figure> run(int rounds) throws Exception {
    try (BenchmarkLake week = new BenchmarkLake(); BenchmarkLake folder = new BenchmarkLake()) {
      build(week.lake());
      repeat(week.lake(), folder);
      List<Figure> figures = new ArrayList<>();
      for (int days : DAYS) {
        figures.add(measure(folder.lake(), days, rounds));
      }
      return figures;
    }
  }

  private static Figure measure(Lake lake, int days, int rounds) throws Exception {
    ReportOrder order = new ReportOrder(null, LAST_DAY, days, Filter.of(new Period(LAST_DAY, LAST_DAY)), List.of("purchase"));
    Instant now = LAST_DAY.plusDays(1).atTime(9, 0).toInstant(ZoneOffset.UTC);
    List<Double> seconds = new ArrayList<>();
    List<Double> processorSeconds = new ArrayList<>();
    Report report = null;
    String page = "";
    for (int round = 0; round <= rounds; round++) {
      long start = System.nanoTime();
      long processorStart = ProcessorTime.nanos();
      report = ReportReader.read(lake, order, List.of(), now);
      page = ReportPage.of(report);
      if (round > 0) {
        seconds.add((System.nanoTime() - start) / 1e9);
        processorSeconds.add((ProcessorTime.nanos() - processorStart) / 1e9);
      }
    }
    if (report.filter().period().days() != days || report.sites().size() != SITES || report.earlier() == null) {
      throw new IllegalStateException("the report is not of " + days + " days and " + SITES + " sites");
    }
    return new Figure(days, median(seconds), median(processorSeconds), report.counts().pageViews(),
        page.getBytes(StandardCharsets.UTF_8).length);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void build(Lake lake) throws Exception {
    TrafficPlan plan = new TrafficPlan(20_261_117, LAST_DAY.minusDays(6), 7, List.of(new Site("shop.example", SiteKind.SHOP, 900)));
    Path logs = Files.createTempDirectory("tarn-bench-logs");
    Traffic.write(plan, logs);
    try (Ingest ingest = new Ingest(lake, new PixelOptions(AllowList.of(List.of("shop.example"))), null, false, Clock.systemUTC());
        Stream<Path> files = Files.list(logs)) {
      for (Path file : files.sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          ingest.ingest(file.getFileName().toString(), in);
        }
      }
    } finally {
      FolderTree.delete(logs);
    }
    Aggregation aggregation = new Aggregation(lake, Clock.systemUTC());
    aggregation.build(aggregation.stale(), day -> {});
  }

  /** Writes each day once for each site and week, its times moved along. */
  private static void repeat(Lake from, BenchmarkLake to) throws Exception {
    try (Connection connection = Duck.open(null)) {
      for (Table table : Schema.CURATED) {
        DuckViews.overLake(connection, from, table, Excerpt.ALL);
        Path target = Files.createDirectories(to.local(to.lake().aggregated(table.name())));
        String moved = switch (table.name()) {
          case "sessions" -> ", session_start_timestamp - to_days(7 * week) as session_start_timestamp,"
              + " session_end_timestamp - to_days(7 * week) as session_end_timestamp";
          case "events" -> ", event_timestamp - to_days(7 * week) as event_timestamp";
          default -> "";
        };
        Duck.execute(connection, "copy (select * exclude (week, site) replace ('site-' || site || '.example' as domain_name,"
            + " strftime(cast(event_date as date) - to_days(7 * week), '%Y-%m-%d') as event_date" + moved + ")"
            + " from " + table.name() + ", (select cast(unnest(range(" + WEEKS + ")) as integer) as week),"
            + " (select unnest(range(" + SITES + ")) as site)) to " + Duck.text(target.toString()) + " (format parquet, compression zstd,"
            + " overwrite_or_ignore, partition_by (" + table.partitionKeys().stream().map(Column::name).collect(Collectors.joining(", ")) + "))");
      }
    }
  }
}
