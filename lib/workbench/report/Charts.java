package tarn.workbench.report;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The pictures of a report, as SVG with classes for the page's style. They hold no colours of their own. */
final class Charts {
  private static final int STEPS = 6;
  private static final int SPARK_WIDTH = 120;
  private static final int SPARK_HEIGHT = 28;

  private Charts() {}

  /** Page views and visits over time, with the page views of the time before. */
  static String traffic(Report report, Plot.Size size) {
    List<TrafficPoint> points = report.traffic();
    List<TrafficPoint> earlier = report.earlierTraffic();
    double most = Math.max(points.stream().mapToLong(point -> point.counts().pageViews()).max().orElse(0),
        earlier.stream().mapToLong(point -> point.counts().pageViews()).max().orElse(0));
    Plot plot = new Plot(size, "Page views and visits by " + report.grain().name().toLowerCase(Locale.ROOT),
        points.stream().map(TrafficPoint::start).toList(), report.grain(), most);
    plot.area("views", points.size(), i -> points.get(i).counts().pageViews());
    if (!earlier.isEmpty()) {
      plot.line("before", Math.min(points.size(), earlier.size()), i -> earlier.get(i).counts().pageViews());
    }
    plot.line("views", points.size(), i -> points.get(i).counts().pageViews());
    plot.line("visits", points.size(), i -> points.get(i).counts().visits());
    for (int i = 0; i < points.size(); i++) {
      Counts counts = points.get(i).counts();
      plot.hint(i, Display.point(points.get(i).start(), report.grain()) + ": " + Display.number(counts.pageViews()) + " page views, "
          + Display.number(counts.visits()) + " visits" + (i < earlier.size() ? "; before: "
          + Display.number(earlier.get(i).counts().pageViews()) + " page views" : ""));
    }
    return plot.end();
  }

  /** Visits by day in the band of what was expected. */
  static String expectation(List<ExpectedPoint> points, Plot.Size size) {
    double most = points.stream().mapToDouble(point -> Math.max(point.visits(), point.expected() == null ? 0 : point.expected().high()))
        .max().orElse(0);
    Plot plot = new Plot(size, "Visits by day and what was expected", points.stream().map(ExpectedPoint::start).toList(), Grain.DAY, most);
    int first = 0;
    while (first < points.size() && points.get(first).expected() == null) {
      first++;
    }
    plot.between("band", first, points.size(), i -> points.get(i).expected().low(), i -> points.get(i).expected().high());
    plot.line("visits", points.size(), i -> points.get(i).visits());
    for (int i = 0; i < points.size(); i++) {
      ExpectedPoint point = points.get(i);
      Band band = point.expected();
      if (band != null && (point.visits() > band.high() || point.visits() < band.low())) {
        plot.mark("outside", i, point.visits());
      }
      plot.hint(i, Display.point(point.start(), Grain.DAY) + ": " + Display.number(point.visits()) + " visits"
          + (band == null ? "" : ", expected " + Display.band(band)));
    }
    return plot.end();
  }

  /** Page views of an average week, one field an hour: weekdays down where there is room, hours down on a phone. */
  static String week(Week week, Plot.Size size) {
    boolean isWide = size == Plot.Size.WIDE;
    int left = isWide ? 44 : 48;
    int top = 20;
    double cellWidth = isWide ? (Plot.Size.WIDE.width - left - 4) / 24.0 : (Plot.Size.NARROW.width - left - 4) / 7.0;
    double cellHeight = isWide ? 26 : 17;
    int height = (int) (top + cellHeight * (isWide ? 7 : 24) + 4);
    Svg svg = new Svg(size.width, height, size.variant(), "Page views by weekday and hour");
    double most = Math.max(week.most(), 1e-9);
    for (int weekday = 0; weekday < 7; weekday++) {
      String name = DayOfWeek.of(weekday + 1).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      svg.text("text", name, "class", "tick", "x", isWide ? left - 8 : left + cellWidth * (weekday + 0.5),
          "y", isWide ? top + cellHeight * (weekday + 0.5) + 4 : 13.0, "text-anchor", isWide ? "end" : "middle");
      for (int hour = 0; hour < 24; hour++) {
        if (weekday == 0 && hour % 3 == 0) {
          svg.text("text", String.format(Locale.ROOT, "%02d:00", hour), "class", "tick",
              "x", isWide ? left + cellWidth * hour : left - 8.0, "y", isWide ? 13.0 : top + cellHeight * (hour + 0.5) + 4,
              "text-anchor", isWide ? "start" : "end");
        }
        Double value = week.pageViews().get(weekday).get(hour);
        int step = value == null ? 0 : (int) Math.min(STEPS, Math.ceil(value / most * STEPS));
        svg.open("rect", "class", "cell s" + step, "x", left + cellWidth * (isWide ? hour : weekday) + 1,
            "y", top + cellHeight * (isWide ? weekday : hour) + 1, "width", cellWidth - 2, "height", cellHeight - 2, "rx", 2);
        svg.text("title", name + String.format(Locale.ROOT, " %02d:00: ", hour)
            + (value == null ? "not in the period" : Display.decimal(value) + " page views")).close("rect");
      }
    }
    return svg.end();
  }

  /** A line as small as a word. */
  static String spark(List<TrafficPoint> points, ToLongFunction<Counts> value, String label) {
    long most = Math.max(1, points.stream().mapToLong(point -> value.applyAsLong(point.counts())).max().orElse(1));
    StringBuilder corners = new StringBuilder();
    double step = (double) (SPARK_WIDTH - 4) / Math.max(1, points.size() - 1);
    for (int i = 0; i < points.size(); i++) {
      corners.append(i == 0 ? "" : " ").append(Svg.number(2 + step * i)).append(',')
          .append(Svg.number(SPARK_HEIGHT - 2 - (double) value.applyAsLong(points.get(i).counts()) / most * (SPARK_HEIGHT - 4)));
    }
    return new Svg(SPARK_WIDTH, SPARK_HEIGHT, "spark", label, "preserveAspectRatio", "none").empty("polyline", "class", "views", "points", corners).end();
  }
}
