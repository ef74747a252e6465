package tarn.workbench.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tarn.cli.PagePolicy;

/**
 * A report as one page of HTML that needs nothing else: no network, and no script but for what pointing at a chart shows. Every
 * value is escaped by the template or by {@link Svg}, and the page's policy lets the browser run its own script only.
 */
public final class ReportPage {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);
  private static final int MOST_LISTED = 12;

  private final Report report;
  private final ZoneId zone;

  private ReportPage(Report report) {
    this.report = report;
    this.zone = report.filter().zone();
  }

  public static String of(Report report) {
    return new ReportPage(report).html();
  }

  private String html() {
    String style = resource("report.css");
    String script = resource("report.js");
    Tables tables = new Tables(report);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("style", style);
    values.put("script", script);
    values.put("policy", PagePolicy.of(style, script));
    values.put("title", report.domain() == null ? "All sites" : Display.text(report.domain()));
    values.put("period", Display.period(report.filter().period()));
    values.put("before", report.earlier() == null ? false : Display.period(report.filter().period().before()));
    values.put("zone", zone.getId().equals("Z") ? "UTC" : zone.getId());
    values.put("chips", chips());
    values.put("empty", report.isEmpty());
    values.put("hasData", !report.isEmpty());
    values.put("lakeIsEmpty", report.freshness().sites().isEmpty());
    values.put("headline", headline());
    values.put("grain", report.grain().name().toLowerCase(Locale.ROOT));
    values.put("trafficCharts", both(size -> Charts.traffic(report, size)));
    values.put("traffic", report.traffic().stream().map(this::trafficRow).toList());
    values.put("earlierLine", !report.earlierTraffic().isEmpty());
    values.put("sites", report.isOfSeveralSites() ? Map.of("rows", report.sites().stream().map(this::site).toList()) : false);
    values.put("anomalies", anomalies());
    long expected = report.expected().stream().filter(point -> point.expected() != null).count();
    values.put("noBand", expected == 0 && report.anomalies().isEmpty());
    // One point is no line.
    values.put("band", expected < 2 ? false : Map.of("charts", both(size -> Charts.expectation(report.expected(), size)),
        "rows", report.expected().stream().map(this::expectedRow).toList()));
    values.put("weekCharts", both(size -> Charts.week(report.week(), size)));
    values.put("week", weekRows());
    values.put("weekMost", Display.decimal(report.week().most()));
    values.put("groups", groups(tables));
    values.put("freshness", freshness());
    values.put("asked", time(report.freshness().asked()));
    Template template = Mustache.compiler().escapeHTML(true).compile(resource("report.html"));
    return template.execute(values);
  }

  private static List<String> both(Function<Plot.Size, String> chart) {
    return List.of(chart.apply(Plot.Size.WIDE), chart.apply(Plot.Size.NARROW));
  }

  private List<String> chips() {
    List<String> chips = new ArrayList<>();
    report.filter().where().forEach((dimension, wanted) -> chips.add(dimension.column() + " is "
        + String.join(" or ", wanted.stream().map(Display::text).toList())));
    if (!report.filter().pages().isEmpty()) {
      chips.add("pages " + String.join(" or ", report.filter().pages().stream().map(Display::text).toList()));
    }
    if (!report.filter().excluded().isEmpty()) {
      chips.add("without " + String.join(", ", report.filter().excluded().stream().map(Display::text).toList()));
    }
    return chips;
  }

  private List<Map<String, Object>> headline() {
    Counts now = report.counts();
    Counts before = report.earlier();
    Engagement engagement = report.engagement();
    List<Map<String, Object>> tiles = new ArrayList<>();
    tiles.add(tile("page views", Display.number(now.pageViews()), before == null ? "" : Display.change(now.pageViews(), before.pageViews()),
        Counts::pageViews));
    tiles.add(tile("visits", Display.number(now.visits()), before == null ? "" : Display.change(now.visits(), before.visits()), Counts::visits));
    tiles.add(tile("daily visitors", Display.number(now.dailyVisitors()),
        before == null ? "" : Display.change(now.dailyVisitors(), before.dailyVisitors()), Counts::dailyVisitors));
    tiles.add(tile("pages a visit", Display.decimal(now.pageViewsPerVisit()), ratioChange(now.pageViewsPerVisit(),
        before == null ? null : before.pageViewsPerVisit()), null));
    tiles.add(tile("average visit", Display.duration(now.averageVisitSeconds()), ratioChange(now.averageVisitSeconds(),
        before == null ? null : before.averageVisitSeconds()), null));
    tiles.add(tile("bounce rate", Display.percent(now.bounceRate()),
        before == null ? "" : Display.points(now.bounceRate(), before.bounceRate()), null));
    tiles.add(tile("engaged visits", Display.percent(engagement.engagedRate()), report.earlierEngagement() == null ? ""
        : Display.points(engagement.engagedRate(), report.earlierEngagement().engagedRate()), null));
    return tiles;
  }

  private static String ratioChange(Double now, Double before) {
    return now == null || before == null ? "" : Display.change(now, before);
  }

  private Map<String, Object> tile(String label, String value, String change, ToLongFunction<Counts> line) {
    Map<String, Object> tile = new HashMap<>();
    tile.put("label", label);
    tile.put("value", value);
    tile.put("change", change.isEmpty() ? false : change);
    tile.put("spark", line == null || report.traffic().size() < 2 ? false : Charts.spark(report.traffic(), line, label));
    return tile;
  }

  private Map<String, String> trafficRow(TrafficPoint point) {
    Counts counts = point.counts();
    return Map.of("time", Display.point(point.start(), report.grain()), "views", Display.number(counts.pageViews()),
        "visits", Display.number(counts.visits()), "visitors", Display.number(counts.dailyVisitors()),
        "bounces", Display.percent(counts.bounceRate()), "average", Display.duration(counts.averageVisitSeconds()));
  }

  private Map<String, Object> site(SiteReport site) {
    Counts counts = site.counts();
    Map<String, Object> row = new HashMap<>();
    row.put("name", Display.text(site.domain()));
    row.put("spark", Charts.spark(site.traffic(), Counts::pageViews, "page views over time"));
    row.put("views", Display.number(counts.pageViews()));
    row.put("visits", Display.number(counts.visits()));
    row.put("visitors", Display.number(counts.dailyVisitors()));
    row.put("bounces", Display.percent(counts.bounceRate()));
    row.put("change", site.earlier() == null ? Display.NONE : Display.change(counts.pageViews(), site.earlier().pageViews()));
    return row;
  }

  private List<Map<String, Object>> anomalies() {
    return report.anomalies().stream().map(anomaly -> {
      Map<String, Object> row = new HashMap<>();
      row.put("kind", anomaly.isSpike() ? "Spike" : "Drop");
      row.put("sign", anomaly.isSpike() ? "▲" : "▼");
      row.put("when", Display.when(anomaly));
      row.put("domain", report.isOfSeveralSites() ? Display.text(anomaly.domain()) : false);
      row.put("visits", Display.number(anomaly.visits()));
      row.put("expected", Display.band(anomaly.expected()));
      String why = Display.why(anomaly);
      row.put("why", why.isEmpty() ? false : why);
      return row;
    }).toList();
  }

  private Map<String, String> expectedRow(ExpectedPoint point) {
    return Map.of("time", Display.point(point.start(), Grain.DAY), "visits", Display.number(point.visits()),
        "band", point.expected() == null ? Display.NONE : Display.band(point.expected()));
  }

  private List<Map<String, Object>> weekRows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      List<String> cells = new ArrayList<>();
      for (List<Double> weekday : report.week().pageViews()) {
        cells.add(Display.decimal(weekday.get(hour)));
      }
      rows.add(Map.of("hour", String.format(Locale.ROOT, "%02d:00", hour), "cells", cells));
    }
    return rows;
  }

  private static List<Map<String, Object>> groups(Tables tables) {
    List<Map<String, Object>> groups = new ArrayList<>();
    group(groups, "goals", "Goals", tables.goals());
    group(groups, "pages", "What they looked at", tables.pages());
    group(groups, "sources", "Where visits came from", tables.sources());
    group(groups, "visitors", "Who visited", tables.visitors());
    group(groups, "events", "What they did", tables.events());
    return groups;
  }

  private static void group(List<Map<String, Object>> groups, String id, String heading, List<TableCard> tables) {
    if (!tables.isEmpty()) {
      groups.add(Map.of("id", id, "heading", heading, "tables", tables.stream().map(ReportPage::table).toList()));
    }
  }

  private static Map<String, Object> table(TableCard table) {
    Map<String, Object> values = new HashMap<>();
    values.put("title", table.title());
    values.put("note", table.note().isEmpty() ? false : table.note());
    values.put("name", table.name());
    values.put("columns", table.columns());
    values.put("hasRows", !table.rows().isEmpty());
    values.put("rows", table.rows());
    values.put("more", table.more().isEmpty() ? false : Map.of("count", table.more().size(), "rows", table.more()));
    values.put("wide", table.wide());
    return values;
  }

  private List<String> freshness() {
    List<String> lines = new ArrayList<>();
    Freshness freshness = report.freshness();
    freshness.sites().stream().limit(MOST_LISTED).forEach(site -> lines.add(Display.text(site.domain()) + ": data from "
        + Display.day(site.firstDay()) + " " + site.firstDay().getYear() + ", last hit " + time(site.lastHit())));
    if (freshness.sites().size() > MOST_LISTED) {
      lines.add("and " + (freshness.sites().size() - MOST_LISTED) + " more sites");
    }
    if (!freshness.staleDays().isEmpty()) {
      lines.add(stale(freshness.staleDays().size()));
    }
    if (!freshness.silentDays().isEmpty()) {
      lines.add("Days of this time without a page view" + (report.filter().isNarrow() ? " that passes the filters: " : ": ") + String.join(", ",
          freshness.silentDays().stream().limit(MOST_LISTED).map(Display::day).toList()) + (freshness.silentDays().size() > MOST_LISTED ? ", …" : ""));
    }
    return lines;
  }

  static String stale(int days) {
    return days + (days == 1 ? " day of a site has" : " days of sites have") + " newer input than these numbers; aggregate takes it in.";
  }

  private String time(java.time.Instant time) {
    return TIME.format(LocalDateTime.ofInstant(time, zone));
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream("/report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
