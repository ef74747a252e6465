///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Brings the curated tables up to date.
//SOURCES ../lib/Lib.java

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.aggregate.Aggregation;
import tarn.aggregate.SqlVersion;
import tarn.aggregate.UserSql;
import tarn.cli.Counted;
import tarn.cli.DayRange;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.OneDomainOption;
import tarn.cli.Progress;
import tarn.cli.TarnCommand;

@Command(name = "aggregate", description = "Builds the days of sessions, stats and events whose input or SQL has changed.",
    footer = {"", "Examples:", "  ./jbang aggregate --lake lake",
        "  ./jbang aggregate --lake lake --from 2026-11-01 --to 2026-11-07 --force",
        "  ./jbang aggregate --lake lake --dry-run",
        "  ./jbang aggregate --lake lake --sql my-tables"})
public class aggregate extends TarnCommand {
  @Spec
  CommandSpec spec;

  @Mixin
  LakeOption lake;

  @Mixin
  DayRange range;

  @Mixin
  OneDomainOption domain;

  @Option(names = "--sql-version", defaultValue = "v1", paramLabel = "VERSION",
      description = "The version of the SQL to build with (default: ${DEFAULT-VALUE}).")
  String sqlVersion;

  @Option(names = "--sql", paramLabel = "FOLDER", description = "Build the tables of your own SQL files in this folder too.")
  Path folder;

  @Option(names = "--drop", paramLabel = "TABLE", description = "Take a table of your own out of the lake, and build nothing.")
  String drop;

  @Option(names = "--memory", paramLabel = "SIZE",
      description = "Hold no more than this in memory, for example 512MB; the rest goes to the lake's curated/tmp.")
  String memory;

  @Option(names = "--force", description = "Build days that are up to date too.")
  boolean force;

  @Option(names = "--dry-run", description = "Say what would be built and why, and build nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws Exception {
    if (memory != null && !memory.matches("[1-9]\\d{0,5} ?[KMG]i?B")) {
      throw new ParameterException(spec.commandLine(), "--memory wants a size like 512MB or 2GB");
    }
    if (drop != null && (dryRun || force || folder != null)) {
      throw new ParameterException(spec.commandLine(), "--drop goes with neither --sql, --force nor --dry-run: it takes the table away at once");
    }
    Aggregation aggregation = new Aggregation(lake.open(), Clock.systemUTC(), SqlVersion.of(sqlVersion),
        folder == null ? UserSql.NONE : UserSql.read(folder));
    if (drop != null) {
      aggregation.drop(drop);
      say("%s is no longer in the lake.", drop);
      return ExitCode.DONE;
    }
    List<Aggregation.Stale> stale = aggregation.stale(day -> range.contains(day.date()) && domain.contains(day.domain()), force);
    if (dryRun) {
      stale.forEach(day -> System.out.println(day.day().date() + "\t" + day.day().domain() + "\t" + day.reason()));
    } else {
      try (Progress progress = new Progress("aggregate", stale.size(), isQuiet())) {
        aggregation.build(stale, memory, day -> progress.step(1));
      }
    }
    say(stale.isEmpty() ? "Up to date." : dryRun ? "%s to build." : "%s built.", Counted.of(stale.size(), "day"));
    return ExitCode.DONE;
  }

  public static void main(String... arguments) {
    main(new aggregate(), arguments);
  }
}
