package tarn.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Numbers as bars of text, the largest as wide as there is room. */
final class TextBars {
  private static final int BAR_WIDTH = 24;
  private static final int LABEL_WIDTH = 34;

  /** @param label harmless on a terminal */
  record Bar(String label, long value, String remark) {
    Bar(String label, long value) {
      this(label, value, "");
    }
  }

  private TextBars() {}

  /** Prints nothing where there are no bars. */
  static void print(PrintStream out, String title, List<Bar> bars) {
    if (bars.isEmpty()) {
      return;
    }
    long most = Math.max(1, bars.stream().mapToLong(Bar::value).max().orElse(1));
    out.println();
    out.println(title);
    for (Bar bar : bars) {
      int width = bar.value() == 0 ? 0 : (int) Math.max(1, Math.round((double) bar.value() * BAR_WIDTH / most));
      String text = String.format(Locale.ROOT, "  %-" + LABEL_WIDTH + "s %,8d %-" + (bar.remark().isEmpty() ? 1 : BAR_WIDTH) + "s %s",
          shorten(bar.label()), bar.value(), "█".repeat(width), bar.remark());
      out.println(text.stripTrailing());
    }
  }

  private static String shorten(String label) {
    return label.length() <= LABEL_WIDTH ? label : label.substring(0, LABEL_WIDTH - 1) + "…";
  }
}
