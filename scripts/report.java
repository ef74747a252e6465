///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION One page of HTML with the numbers of a lake.
//SOURCES ../lib/Report.java

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.aggregate.Aggregation;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.OneDomainOption;
import tarn.cli.TarnCommand;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.workbench.report.Digest;
import tarn.workbench.report.Dimension;
import tarn.workbench.report.Filter;
import tarn.workbench.report.Period;
import tarn.workbench.report.Report;
import tarn.workbench.report.ReportJson;
import tarn.workbench.report.ReportOrder;
import tarn.workbench.report.ReportPage;
import tarn.workbench.report.ReportReader;

@Command(name = "report", description = "Makes one page of HTML with the numbers of a lake, or the same numbers as JSON, or a short text.",
    footer = {"", "Examples:", "  ./jbang report --lake lake --out report.html",
        "  ./jbang report --lake lake --domain example.com --timezone Europe/Berlin --out site.html",
        "  ./jbang report --lake lake --where channel=Email --page \"/blog/*\" --out blog.html",
        "  ./jbang report --lake lake --digest week --out week.html"})
public class report extends TarnCommand {
  private static final int DAYS = 28;

  enum Format { HTML, JSON }

  enum DigestOf {
    DAY(1),
    WEEK(7);

    final int days;

    DigestOf(int days) {
      this.days = days;
    }
  }

  @Mixin
  LakeOption lake;

  @Spec
  CommandSpec spec;

  @Mixin
  OneDomainOption domain;

  @Option(names = "--from", paramLabel = "DAY", description = "First day, YYYY-MM-DD (default: four weeks to the last, or the first with data).")
  LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Last day, YYYY-MM-DD (default: the last one that is over and has data).")
  LocalDate to;

  @Option(names = "--timezone", defaultValue = "UTC", paramLabel = "ZONE",
      description = "Where days begin and end, for example Europe/Berlin (default: ${DEFAULT-VALUE}).")
  String timezone;

  @Option(names = "--where", paramLabel = "COLUMN=VALUE", description = "Only where a column of stats has this value, for example channel=Email; "
      + "again for another column, or another value of the same. Nothing after = stands for none.")
  List<String> where = List.of();

  @Option(names = "--page", paramLabel = "PATTERN", description = "Only these pages, for example \"/blog/*\"; again for more.")
  List<String> pages = List.of();

  @Option(names = "--exclude", paramLabel = "PATTERN", description = "Not these pages, for example \"/admin/*\"; again for more.")
  List<String> excluded = List.of();

  @Option(names = "--goal", paramLabel = "EVENT", description = "How many visits had this event, by channel and landing page; again for more.")
  List<String> goals = List.of();

  @Option(names = "--digest", paramLabel = "SPAN",
      description = "A short text on standard output, of one of ${COMPLETION-CANDIDATES}; the page only where --out is given.")
  DigestOf digest;

  @Option(names = "--format", defaultValue = "HTML", description = "One of ${COMPLETION-CANDIDATES}, in any case (default: ${DEFAULT-VALUE}).")
  Format format;

  @Option(names = "--out", paramLabel = "FILE", description = "Where it goes (default: standard output).")
  Path out;

  @Override
  public Integer call() throws Exception {
    ReportOrder order = new ReportOrder(from, to, digest == null ? DAYS : digest.days, filter(), goals);
    Lake folder = lake.open();
    if (out == null && digest == null && format == Format.HTML && System.console() != null) {
      throw new ParameterException(spec.commandLine(), "a page is not for a terminal: name a file by --out");
    }
    List<String> stale = new Aggregation(folder, Clock.systemUTC()).stale().stream()
        .map(day -> day.day().date() + " " + day.day().domain()).toList();
    Report report = ReportReader.read(folder, order, stale, Instant.now());
    if (report.freshness().sites().isEmpty()) {
      say("There is nothing in this lake yet.");
    }
    PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (digest != null) {
      console.print(Digest.of(report));
    }
    if (out != null) {
      write(text(report));
      say("%s: %,d page views and %,d visits of %s to %s.", out, report.counts().pageViews(), report.counts().visits(),
          report.filter().period().firstDay(), report.filter().period().lastDay());
    } else if (digest == null) {
      console.print(text(report));
    }
    return ExitCode.DONE;
  }

  private Filter filter() {
    if (from != null && to != null && from.isAfter(to)) {
      throw new ParameterException(spec.commandLine(), "--from " + from + " is after --to " + to);
    }
    // The days are chosen by the order, when the lake has told what it has.
    Filter filter = Filter.of(new Period(LocalDate.EPOCH, LocalDate.EPOCH)).domain(domain.name()).zone(zone());
    for (String condition : where) {
      int equals = condition.indexOf('=');
      Dimension dimension = equals < 0 ? null : Dimension.ofColumn(condition.substring(0, equals)).orElse(null);
      if (dimension == null) {
        throw new ParameterException(spec.commandLine(), "--where wants COLUMN=VALUE with a column of "
            + Arrays.stream(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", ")));
      }
      filter = filter.where(dimension, condition.substring(equals + 1));
    }
    for (String page : pages) {
      filter = filter.page(page);
    }
    for (String page : excluded) {
      filter = filter.exclude(page);
    }
    return filter;
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(timezone);
    } catch (DateTimeException unknown) {
      throw new ParameterException(spec.commandLine(), "--timezone wants a name such as Europe/Berlin or UTC");
    }
  }

  private String text(Report report) {
    return switch (format) {
      case HTML -> ReportPage.of(report);
      case JSON -> ReportJson.of(report);
    };
  }

  /** A reader sees the file before or the new one, whole. */
  private void write(String text) {
    Path target = out.toAbsolutePath();
    Path temporary = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.writeString(temporary, text);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LakeException("cannot write " + out + " (" + e.getMessage() + "): name another file by --out", e);
    }
  }

  public static void main(String... arguments) {
    main(new report(), arguments);
  }
}
