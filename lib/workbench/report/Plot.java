package tarn.workbench.report;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A picture of counts over time: its frame, axes and lines. */
final class Plot {
  /** How a picture is laid out where there is room, and on a phone. */
  enum Size {
    WIDE(960, 280, 9),
    NARROW(380, 240, 4);

    final int width;
    final int height;
    final int labels;

    Size(int width, int height, int labels) {
      this.width = width;
      this.height = height;
      this.labels = labels;
    }

    String variant() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final int TOP = 12;
  private static final int RIGHT = 14;
  private static final int BOTTOM = 26;
  private static final int DIGIT = 8;
  private static final int LABEL = 46;
  private static final int TICKS = 4;
  private static final int MOST_DOTS = 45;
  private static final int DAYS_WITHOUT_WEEKS = 14;

  private final Svg svg;
  private final Size size;
  private final Axis axis;
  private final int left;
  private final List<LocalDateTime> starts;
  private final Grain grain;

  Plot(Size size, String label, List<LocalDateTime> starts, Grain grain, double most) {
    this.size = size;
    this.starts = starts;
    this.grain = grain;
    this.axis = Axis.upTo(most, TICKS);
    this.left = 14 + DIGIT * Display.number(axis.top()).length();
    this.svg = new Svg(size.width, size.height, size.variant(), label);
    weekends();
    counts();
    times();
  }

  private double slot() {
    return (double) (size.width - left - RIGHT) / starts.size();
  }

  double x(int index) {
    return left + slot() * (index + 0.5);
  }

  double y(double value) {
    return size.height - BOTTOM - value / axis.top() * (size.height - BOTTOM - TOP);
  }

  private void weekends() {
    if (grain != Grain.DAY || starts.size() < DayOfWeek.values().length) {
      return;
    }
    for (int i = 0; i < starts.size(); i++) {
      if (starts.get(i).getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue()) {
        svg.empty("rect", "class", "weekend", "x", left + slot() * i, "y", TOP, "width", slot(), "height", size.height - BOTTOM - TOP);
      }
    }
  }

  private void counts() {
    for (long tick : axis.ticks()) {
      svg.empty("line", "class", tick == 0 ? "base" : "grid", "x1", left, "x2", size.width - RIGHT, "y1", y(tick), "y2", y(tick));
      svg.text("text", Display.number(tick), "class", "tick", "x", left - 8, "y", y(tick) + 4, "text-anchor", "end");
    }
  }

  private void times() {
    List<Integer> labelled = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      LocalDateTime start = starts.get(i);
      boolean isCandidate = switch (grain) {
        case HOUR -> start.getHour() % 6 == 0;
        case DAY -> starts.size() <= DAYS_WITHOUT_WEEKS || start.getDayOfWeek() == DayOfWeek.MONDAY;
        case WEEK, MONTH -> true;
      };
      if (isCandidate) {
        labelled.add(i);
      }
    }
    int every = Math.max(1, (int) Math.ceil((double) labelled.size() / size.labels));
    for (int i = 0; i < labelled.size(); i += every) {
      int index = labelled.get(i);
      LocalDateTime start = starts.get(index);
      String label = switch (grain) {
        case HOUR -> start.getHour() == 0 ? Display.day(start.toLocalDate()) : Display.time(start);
        case DAY, WEEK -> Display.day(start.toLocalDate());
        case MONTH -> Display.point(start, grain);
      };
      svg.empty("line", "class", "base", "x1", x(index), "x2", x(index), "y1", size.height - BOTTOM, "y2", size.height - BOTTOM + 4);
      svg.text("text", label, "class", "tick", "x", Math.min(x(index), size.width - LABEL / 2.0), "y", size.height - 7,
          "text-anchor", "middle");
    }
  }

  /** A line through the points, and dots where there is room for them. @param points how many */
  Plot line(String type, int points, IntToDoubleFunction value) {
    return line(type, 0, points, value);
  }

  /** A line from one point to before another. */
  Plot line(String type, int first, int past, IntToDoubleFunction value) {
    svg.empty("polyline", "class", type, "points", corners(first, past, value));
    if (starts.size() <= MOST_DOTS) {
      for (int i = first; i < past; i++) {
        svg.empty("circle", "class", type, "cx", x(i), "cy", y(value.applyAsDouble(i)), "r", 2.5);
      }
    }
    return this;
  }

  /** What lies between a line and the base. */
  Plot area(String type, int points, IntToDoubleFunction value) {
    return between(type, 0, points, index -> 0, value);
  }

  /** What lies between two lines. */
  Plot between(String type, int first, int past, IntToDoubleFunction low, IntToDoubleFunction high) {
    StringBuilder back = new StringBuilder();
    for (int i = past - 1; i >= first; i--) {
      back.append(' ').append(corner(i, low));
    }
    svg.empty("polygon", "class", type, "points", corners(first, past, high) + back);
    return this;
  }

  /** A mark on a point. */
  Plot mark(String type, int index, double value) {
    svg.empty("circle", "class", type, "cx", x(index), "cy", y(value), "r", 5.0);
    return this;
  }

  /** What is told of a point when it is pointed at. */
  Plot hint(int index, String text) {
    svg.open("rect", "class", "hit", "x", left + slot() * index, "y", TOP, "width", slot(), "height", size.height - BOTTOM - TOP)
        .text("title", text).close("rect");
    return this;
  }

  String end() {
    return svg.end();
  }

  private String corners(int first, int past, IntToDoubleFunction value) {
    StringBuilder corners = new StringBuilder();
    for (int i = first; i < past; i++) {
      corners.append(i == first ? "" : " ").append(corner(i, value));
    }
    return corners.toString();
  }

  private String corner(int index, IntToDoubleFunction value) {
    return Svg.number(x(index)) + "," + Svg.number(y(value.applyAsDouble(index)));
  }
}
