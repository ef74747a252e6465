package tarn.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tarn.aggregate.Aggregation;
import tarn.aggregate.DayBuild;
import tarn.aggregate.ReadOnlyLake;
import tarn.aggregate.SqlVersion;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;

/** What the build of a large day, of small days, and a question to many days cost. */
public final class AggregationFigures {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final String DOMAIN = "bench.example";
  private static final int SMALL_FILES = 200;
  private static final int DOMAINS = 20;
  private static final int DAYS = 90;
  private static final int SMALL_DAYS = 30;
  private static final String QUESTION =
      "select event_date, channel, sum(page_view_cnt), sum(visitor_cnt) from stats group by event_date, channel order by all";

  private final long pageViews;
  private final int rounds;
  private final PrintStream out;

  /**
   * @param pageViews of the large day; a quarter of it makes the smaller one
   * @param rounds how often each is measured; the median counts
   */
  public AggregationFigures(long pageViews, int rounds, PrintStream out) {
    this.pageViews = pageViews;
    this.rounds = rounds;
    this.out = out;
  }

  /** Seconds of the whole day and of its stats, and of both processors together: these tell of a machine that others use too. */
  private record Times(double all, double stats, double processors) {}

  public void print() throws Exception {
    largeDays();
    smallDays();
    manyDays();
  }

  private void largeDays() throws Exception {
    try (BenchmarkLake quarter = new BenchmarkLake(); BenchmarkLake whole = new BenchmarkLake(); BenchmarkLake split = new BenchmarkLake()) {
      List<Path> quarterFiles = CleanedDay.write(quarter, DOMAIN, DAY, 1, pageViews / 4, 1);
      List<Path> wholeFiles = CleanedDay.write(whole, DOMAIN, DAY, 1, pageViews, 1);
      List<Path> splitFiles = CleanedDay.write(split, DOMAIN, DAY, 1, pageViews, SMALL_FILES);
      out.printf(Locale.ROOT, "%,d page views, %,d visitors, %,d bytes%n", pageViews, pageViews * 3 / 8, Files.size(wholeFiles.get(0)));
      List<Times> ofQuarter = new ArrayList<>();
      List<Times> ofWhole = new ArrayList<>();
      List<Times> ofSplit = new ArrayList<>();
      // The first build warms up.
      build(quarter, quarterFiles, null);
      for (int round = 0; round < rounds; round++) {
        ofQuarter.add(build(quarter, quarterFiles, null));
        ofWhole.add(build(whole, wholeFiles, null));
        ofSplit.add(build(split, splitFiles, null));
      }
      Times one = median(ofWhole);
      figure("hits, sessions and stats of the day", one.all(), "s");
      figure("the same, of all processors together", one.processors(), "s");
      figure("reading the two ids alone", readIds(wholeFiles.get(0)), "s");
      figure("stats alone", one.stats(), "s");
      figure("a million of them", one.all() / pageViews * 1e6, "s");
      figure("a million of a quarter of them", median(ofQuarter).all() / (pageViews / 4) * 1e6, "s");
      ratio("whole : quarter, for each million", one.all() / 4 / median(ofQuarter).all());
      figure(SMALL_FILES + " files", median(ofSplit).all(), "s");
      ratio(SMALL_FILES + " files : one", median(ofSplit).all() / one.all());
      Times narrow = build(whole, wholeFiles, "512MB");
      figure("with 512 MB of memory", narrow.all(), "s");
      ratio("512 MB : all memory", narrow.all() / one.all());
    }
  }

  private Times build(BenchmarkLake lake, List<Path> files, String memory) throws Exception {
    Path scratch = Files.createDirectories(lake.lake().scratch());
    try (Connection connection = Duck.open(scratch)) {
      if (memory != null) {
        Duck.limitMemory(connection, memory);
      }
      long start = System.nanoTime();
      long processorStart = ProcessorTime.nanos();
      try (DayBuild build = DayBuild.make(connection, SqlVersion.CURRENT, new DomainDay(DOMAIN, DAY.toString()), files, "bench", scratch)) {
        return new Times((System.nanoTime() - start) / 1e9, build.seconds().get("stats"),
            (ProcessorTime.nanos() - processorStart) / 1e9);
      }
    }
  }

  private static double readIds(Path file) throws Exception {
    try (Connection connection = Duck.open(null)) {
      long start = System.nanoTime();
      Duck.execute(connection, "select sum(length(page_view_id)), sum(length(daily_visitor_id)) from read_parquet("
          + Duck.text(file.toString()) + ")");
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private Times median(List<Times> times) {
    return times.stream().sorted((a, b) -> Double.compare(a.all(), b.all())).toList().get(times.size() / 2);
  }

  private void smallDays() throws Exception {
    try (BenchmarkLake lake = new BenchmarkLake()) {
      for (int day = 0; day < SMALL_DAYS; day++) {
        CleanedDay.write(lake, DOMAIN, DAY.plusDays(day), day, 300, 1);
      }
      Aggregation aggregation = new Aggregation(lake.lake(), Clock.systemUTC());
      List<Aggregation.Stale> stale = aggregation.stale();
      long start = System.nanoTime();
      aggregation.build(stale, day -> {});
      figure("a day of 300 page views", (System.nanoTime() - start) / 1e9 / SMALL_DAYS, "s");
    }
  }

  private void manyDays() throws Exception {
    try (BenchmarkLake lake = new BenchmarkLake()) {
      CleanedDay.write(lake, DOMAIN, DAY, 1, 1000, 1);
      Aggregation aggregation = new Aggregation(lake.lake(), Clock.systemUTC());
      aggregation.build(aggregation.stale(), day -> {});
      Path file = lake.local(lake.lake().curated("stats", new DomainDay(DOMAIN, DAY.toString()))).resolve("stats.parquet");
      for (int domain = 0; domain < DOMAINS; domain++) {
        for (int day = 0; day < DAYS; day++) {
          Path folder = lake.local(lake.lake().curated("stats",
              new DomainDay("site-" + domain + ".example", DAY.minusDays(day).toString())));
          Files.copy(file, Files.createDirectories(folder).resolve("stats.parquet"), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      try (ReadOnlyLake readOnly = new ReadOnlyLake(lake.lake())) {
        figure("first question to " + DOMAINS * DAYS + " files", 1000 * ask(readOnly), "ms");
        List<Double> next = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
          next.add(1000 * ask(readOnly));
        }
        figure("the same again", next.stream().sorted().toList().get(4), "ms");
      }
    }
  }

  private static double ask(ReadOnlyLake lake) throws Exception {
    long start = System.nanoTime();
    try (ResultSet rows = lake.query(QUESTION)) {
      if (!rows.next()) {
        throw new IllegalStateException("stats are empty");
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void figure(String name, double value, String unit) {
    out.printf(Locale.ROOT, "%-42s %10.2f %s%n", name, value, unit);
  }

  private void ratio(String name, double value) {
    out.printf(Locale.ROOT, "%-42s %10.2f%n", name, value);
  }
}
