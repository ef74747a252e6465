package tarn.workbench.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import tarn.cli.Counted;
import tarn.cli.TextTable;

/** Values as people read them. */
final class Display {
  static final String NONE = "–";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_AND_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final int LONGEST_TEXT = 160;
  private static final int SECONDS = 60;
  private static final double LARGEST_CHANGE = 9.995;
  private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

  private Display() {}

  /** What a log line brought in: characters that could steer or hide text are spelt out, and it is not too long. */
  static String text(String hostile) {
    return hostile == null || hostile.isEmpty() ? "(none)" : TextTable.escape(hostile, LONGEST_TEXT);
  }

  /** The English name of a country, where the code is one. */
  static String country(String code) {
    return code != null && COUNTRIES.contains(code) ? new Locale("", code).getDisplayCountry(Locale.ENGLISH)
        : code == null ? "unknown" : text(code);
  }

  static String number(long value) {
    return Counted.of(value);
  }

  /** @param ratio null for none */
  static String percent(Double ratio) {
    return ratio == null ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }

  static String decimal(Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Minutes and seconds. @param seconds null for none */
  static String duration(Double seconds) {
    if (seconds == null) {
      return NONE;
    }
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d", whole / SECONDS, whole % SECONDS);
  }

  /** How much more or less than before, for example {@code +12 %}. */
  static String change(double now, double before) {
    if (before == 0) {
      return now == 0 ? "±0 %" : "new";
    }
    double change = now / before - 1;
    if (change >= LARGEST_CHANGE) {
      return String.format(Locale.ROOT, "×%.0f", now / before);
    }
    return signed(100 * change, Math.abs(change) < 0.0995 ? "%.1f" : "%.0f") + " %";
  }

  /** The difference of two ratios in percentage points, for example {@code −1.2 points}. */
  static String points(Double now, Double before) {
    return now == null || before == null ? "" : signed(100 * (now - before), "%.1f") + " points";
  }

  private static String signed(double value, String format) {
    String digits = String.format(Locale.ROOT, format, Math.abs(value));
    return (digits.matches("[0.]+") ? "±" : value < 0 ? "−" : "+") + digits;
  }

  /** A period in few words, for example {@code 17 to 23 Nov 2026}. */
  static String period(Period period) {
    LocalDate first = period.firstDay();
    LocalDate last = period.lastDay();
    if (first.equals(last)) {
      return WEEKDAY.format(first) + " " + first.getYear();
    }
    String start = first.getYear() != last.getYear() ? DAY_AND_YEAR.format(first)
        : first.getMonth() != last.getMonth() ? DAY.format(first) : Integer.toString(first.getDayOfMonth());
    return start + " to " + DAY_AND_YEAR.format(last);
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String weekday(LocalDate day) {
    return WEEKDAY.format(day);
  }

  static String time(LocalDateTime time) {
    return TIME.format(time);
  }

  /** A point of a chart, in full. */
  static String point(LocalDateTime start, Grain grain) {
    return switch (grain) {
      case HOUR -> WEEKDAY.format(start) + ", " + TIME.format(start);
      case DAY -> WEEKDAY.format(start);
      case WEEK -> "week of " + DAY_AND_YEAR.format(start);
      case MONTH -> MONTH.format(start);
    };
  }

  /** When an anomaly was. */
  static String when(Anomaly anomaly) {
    LocalDateTime start = anomaly.start();
    LocalDateTime past = anomaly.past();
    if (anomaly.grain() == Grain.DAY) {
      return WEEKDAY.format(start);
    }
    return WEEKDAY.format(start) + ", " + TIME.format(start) + " to "
        + (past.toLocalDate().equals(start.toLocalDate()) || past.equals(start.toLocalDate().plusDays(1).atStartOfDay())
            ? "" : WEEKDAY.format(past) + ", ") + (past.getHour() == 0 && past.getMinute() == 0 && past.toLocalDate().equals(start.toLocalDate().plusDays(1)) ? "24:00" : TIME.format(past));
  }

  /** Why an anomaly was, as far as something stands out; empty where nothing does. */
  static String why(Anomaly anomaly) {
    StringBuilder why = new StringBuilder();
    for (Dimension dimension : new Dimension[] {Dimension.PAGE, Dimension.SOURCE, Dimension.COUNTRY}) {
      for (Cause cause : anomaly.causes()) {
        if (cause.dimension() == dimension) {
          why.append(why.length() == 0 ? "mostly " : ", ").append(switch (dimension) {
            case PAGE -> "on ";
            case SOURCE -> "from ";
            default -> "in ";
          }).append(dimension == Dimension.COUNTRY ? country(cause.value()) : text(cause.value()));
        }
      }
    }
    return why.toString();
  }

  /** What was expected, for example {@code 12 to 40}. */
  static String band(Band band) {
    return number(Math.round(Math.ceil(band.low()))) + " to " + number(Math.round(Math.floor(band.high())));
  }
}
