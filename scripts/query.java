///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Asks a lake in SQL, read-only.
//SOURCES ../lib/Lib.java

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tarn.aggregate.Excerpt;
import tarn.aggregate.ReadOnlyLake;
import tarn.cli.DayRange;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.OneDomainOption;
import tarn.cli.ResultPrinter;
import tarn.cli.TarnCommand;

@Command(name = "query", description = "Asks the views incoming_events, hits, sessions, stats and events, and changes nothing.",
    footer = {"", "Examples:", "  ./jbang query --lake lake \"select channel, sum(visit_cnt) from stats group by all\"",
        "  ./jbang query --lake s3://example-lake --from 2026-11-01 --domain example.com \"select * from hits\"",
        "  ./jbang query --lake lake --format csv --file report.sql > report.csv",
        "  ./jbang query --lake lake \"describe sessions\""})
public class query extends TarnCommand {
  @Mixin
  LakeOption lake;

  @Mixin
  DayRange days;

  @Mixin
  OneDomainOption domain;

  @Option(names = "--format", defaultValue = "TABLE", description = "One of ${COMPLETION-CANDIDATES}, in any case.")
  ResultPrinter format;

  @ArgGroup(multiplicity = "1")
  Question question;

  static class Question {
    @Parameters(paramLabel = "SQL", description = "One statement.")
    String sql;

    @Option(names = "--file", paramLabel = "FILE", description = "A file with one statement.")
    Path file;
  }

  @Override
  public Integer call() throws Exception {
    String sql = question.sql != null ? question.sql : Files.readString(question.file);
    Excerpt excerpt = new Excerpt(days.from(), days.to(), domain.name());
    try (ReadOnlyLake readOnly = new ReadOnlyLake(lake.open(), excerpt); ResultSet rows = readOnly.query(sql)) {
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      format.print(rows, out);
      out.flush();
    }
    return ExitCode.DONE;
  }

  public static void main(String... arguments) {
    main(new query(), arguments);
  }
}
