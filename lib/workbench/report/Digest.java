package tarn.workbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report in a few lines of plain text, for mail or chat: what was, and what was not as expected. */
public final class Digest {
  private static final int MOST_ROWS = 5;

  private final Report report;
  private final StringBuilder out = new StringBuilder();

  private Digest(Report report) {
    this.report = report;
  }

  /** Ends with a line break. What came from log lines can steer neither a terminal nor the lines around it. */
  public static String of(Report report) {
    return new Digest(report).text();
  }

  private String text() {
    line("%s, %s (%s)", report.domain() == null ? "All sites" : Display.text(report.domain()),
        Display.period(report.filter().period()), report.filter().zone().getId().equals("Z") ? "UTC" : report.filter().zone().getId());
    if (report.isEmpty()) {
      line("%s", report.freshness().sites().isEmpty() ? "There is nothing in this lake yet." : "Nothing was counted in this time.");
    } else {
      numbers();
    }
    notices();
    if (!report.isEmpty()) {
      list("Pages, by page views", report.pages().stream().map(page -> new Entry(
          (report.isOfSeveralSites() ? Display.text(page.domain()) : "") + Display.text(page.path()), page.pageViews())).toList());
      list("Sources, by visits", report.by(Dimension.SOURCE).stream().map(source ->
          new Entry(Display.text(source.value()), source.counts().visits())).toList());
      list("Events", report.events().stream().map(event -> new Entry(Display.text(event.name()), event.events())).toList());
    }
    if (!report.freshness().staleDays().isEmpty()) {
      line("");
      line("%s", ReportPage.stale(report.freshness().staleDays().size()));
    }
    return out.toString();
  }

  private void numbers() {
    Counts now = report.counts();
    Counts before = report.earlier();
    if (before != null) {
      line("compared with %s", Display.period(report.filter().period().before()));
    }
    line("");
    number("page views", Display.number(now.pageViews()), before == null ? "" : Display.change(now.pageViews(), before.pageViews()));
    number("visits", Display.number(now.visits()), before == null ? "" : Display.change(now.visits(), before.visits()));
    number(report.filter().period().days() == 1 ? "visitors" : "daily visitors", Display.number(now.dailyVisitors()),
        before == null ? "" : Display.change(now.dailyVisitors(), before.dailyVisitors()));
    number("bounce rate", Display.percent(now.bounceRate()), before == null ? "" : Display.points(now.bounceRate(), before.bounceRate()));
    for (Goal goal : report.goals()) {
      number("goal " + Display.text(goal.event()), Display.percent(goal.all().rate()),
          before == null ? "" : Display.points(goal.all().rate(), goal.all().earlierRate()));
    }
    if (report.isOfSeveralSites()) {
      list("Sites, by page views", report.sites().stream().map(site -> new Entry(Display.text(site.domain()), site.counts().pageViews())).toList());
    }
  }

  private void notices() {
    List<String> notices = new ArrayList<>();
    for (Anomaly anomaly : report.anomalies()) {
      String why = Display.why(anomaly);
      notices.add(String.format(Locale.ROOT, "%s%s: %s, %s visits where %s were expected%s", anomaly.isSpike() ? "Spike" : "Drop",
          report.isOfSeveralSites() ? " of " + Display.text(anomaly.domain()) : "", Display.when(anomaly),
          Display.number(anomaly.visits()), Display.band(anomaly.expected()), why.isEmpty() ? "" : ", " + why));
    }
    if (!notices.isEmpty()) {
      line("");
      notices.forEach(notice -> line("%s", notice));
    }
  }

  private record Entry(String name, long value) {}

  private void list(String title, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    line("");
    line("%s", title);
    entries.stream().limit(MOST_ROWS).forEach(entry ->
        line("  %10s  %s", Display.number(entry.value()), entry.name()));
  }

  private void number(String name, String value, String change) {
    line("%10s  %s%s", value, name, change.isEmpty() ? "" : "  (" + change + ")");
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
