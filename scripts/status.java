///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION What is in a lake, what is stale, and what was dropped or failed and why.
//SOURCES ../lib/Lib.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tarn.aggregate.Aggregation;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.TarnCommand;
import tarn.cli.TextTable;
import tarn.lake.Lake;
import tarn.lake.Ledger;
import tarn.lake.LedgerEntry;

@Command(name = "status", description = "Shows the zones of a lake, its lines by result and reason, and what is stale.",
    footer = {"", "Example:", "  ./jbang status --lake lake"})
public class status extends TarnCommand {
  @Mixin
  LakeOption option;

  @Override
  public Integer call() throws Exception {
    Lake lake = option.open();
    zones(lake);
    lines(new Ledger(lake).all());
    List<Aggregation.Stale> stale = new Aggregation(lake, Clock.systemUTC()).stale();
    System.out.println();
    System.out.println(stale.isEmpty() ? "Curated tables are up to date."
        : String.format(java.util.Locale.ROOT, "%,d days are stale; aggregate builds them:", stale.size()));
    stale.stream().limit(10).forEach(day -> System.out.println("  " + day.day().date() + " " + day.day().domain() + ": " + day.reason()));
    return ExitCode.DONE;
  }

  private static void zones(Lake lake) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(zone("raw", lake.raw(), ".gz"));
    rows.add(zone("cleaned", lake.incoming(), ".parquet"));
    rows.add(zone("curated", lake.curated().resolve("aggregated"), ".parquet"));
    System.out.println(TextTable.of(List.of("zone", "days", "files", "bytes"), List.of(false, true, true, true), rows));
  }

  private static List<String> zone(String name, Path folder, String suffix) throws IOException {
    List<Path> files = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        files = found.filter(file -> file.toString().endsWith(suffix)).toList();
      }
    }
    long bytes = 0;
    List<String> days = new ArrayList<>();
    for (Path file : files) {
      bytes += Files.size(file);
      for (Path part : file) {
        if (part.toString().startsWith("event_date=")) {
          days.add(part.toString());
        }
      }
    }
    return List.of(name, number(days.stream().distinct().count()), number(files.size()), number(bytes));
  }

  private static void lines(List<LedgerEntry> entries) {
    Map<String, Long> reasons = new TreeMap<>();
    long records = 0;
    long ok = 0;
    long bots = 0;
    for (LedgerEntry entry : entries) {
      records += entry.records();
      ok += entry.ok();
      bots += entry.bots();
      entry.dropped().forEach((reason, count) -> reasons.merge("Dropped: " + reason, count, Long::sum));
      entry.failed().forEach((reason, count) -> reasons.merge("ProcessingFailed: " + reason, count, Long::sum));
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Ok", number(ok)));
    rows.add(List.of("  of these by bots", number(bots)));
    reasons.forEach((reason, count) -> rows.add(List.of(reason, number(count))));
    rows.add(List.of("all", number(records)));
    System.out.println();
    System.out.println(TextTable.of(List.of("lines", "count"), List.of(false, true), rows));
  }

  private static String number(long value) {
    return String.format(java.util.Locale.ROOT, "%,d", value);
  }

  public static void main(String... arguments) {
    main(new status(), arguments);
  }
}
