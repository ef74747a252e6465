///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Merges small files of the cleaned zone, or lays a table out anew elsewhere.
//SOURCES ../lib/Lib.java

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tarn.aggregate.Excerpt;
import tarn.aggregate.Relayout;
import tarn.cli.Counted;
import tarn.cli.DayRange;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.OneDomainOption;
import tarn.cli.Progress;
import tarn.cli.TarnCommand;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Lake;
import tarn.lake.Repartition;

@Command(name = "repartition",
    description = "Merges the small files of each partition of the cleaned zone; no number changes and no day turns stale. "
        + "With --by and --out it writes a table of the lake anew in another layout and another folder instead.",
    footer = {"", "Examples:", "  ./jbang repartition --lake lake",
        "  ./jbang repartition --lake lake --from 2026-11-01 --to 2026-11-30 --dry-run",
        "  ./jbang repartition --lake lake --table sessions --by channel event_date --out by-channel"})
public class repartition extends TarnCommand {
  @Mixin
  LakeOption option;

  @Mixin
  DayRange range;

  @Mixin
  OneDomainOption domain;

  @Option(names = "--target-mb", defaultValue = "128", paramLabel = "N",
      description = "Merge files of less than half of it, into files of at most this size (default: ${DEFAULT-VALUE}).")
  int targetMegabytes;

  @Option(names = "--dry-run", description = "Say what would be merged, and change nothing.")
  boolean dryRun;

  @ArgGroup(exclusive = false)
  Layout layout;

  static class Layout {
    @Option(names = "--by", required = true, arity = "1..*", paramLabel = "COLUMN", description = "Columns of the new folders, outermost first.")
    List<String> columns;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "A new folder outside the lake.")
    Path folder;

    @Option(names = "--table", defaultValue = "incoming_events",
        description = "The table to write (default: ${DEFAULT-VALUE}); also sessions, stats, events.")
    String table;
  }

  @Override
  public Integer call() throws Exception {
    Lake lake = option.open();
    if (layout != null) {
      long files = new Relayout(lake).write(layout.table, layout.columns, new Excerpt(range.from(), range.to(), domain.name()), layout.folder);
      say("%s in %s.", Counted.of(files, "file"), layout.folder);
      return ExitCode.DONE;
    }
    Repartition repartition = new Repartition(lake, Clock.systemUTC(), targetMegabytes * 1024L * 1024);
    Predicate<DomainDay> wanted = day -> range.contains(day.date()) && domain.contains(day.domain());
    List<Repartition.Merge> merges = repartition.plan(wanted);
    long files = merges.stream().mapToLong(merge -> merge.files().size()).sum();
    if (dryRun) {
      merges.forEach(merge -> System.out.println(merge.partition() + "\t" + merge.files().size() + "\t" + merge.bytes()));
      say("%s would become %,d.", Counted.of(files, "file"), merges.size());
      return ExitCode.DONE;
    }
    try (Progress progress = new Progress("repartition", merges.size(), isQuiet())) {
      repartition.run(wanted, merge -> progress.step(1));
    }
    say(merges.isEmpty() ? "Nothing to merge." : "%s became %,d.", Counted.of(files, "file"), merges.size());
    return ExitCode.DONE;
  }

  public static void main(String... arguments) {
    main(new repartition(), arguments);
  }
}
