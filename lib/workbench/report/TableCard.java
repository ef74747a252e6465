package tarn.workbench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table with a bar behind each name, as the template shows it. All texts are ready to be read; the template escapes them.
 *
 * @param note what the numbers are, where it does not go without saying; may be empty
 * @param name what the first column holds
 * @param columns of numbers
 * @param rows the first ones
 * @param more those that are shown on request
 */
record TableCard(String title, String note, String name, List<Column> columns, List<Row> rows, List<Row> more, boolean wide) {
  private static final int ROWS_AT_ONCE = 10;

  /** @param minor left out where there is little room */
  record Column(String text, boolean minor) {}

  /** @param bar how long the bar is, for example {@code 12.5%} */
  record Row(String name, String bar, List<Column> cells) {}

  /** Makes a table row by row. */
  static final class Builder {
    private final String title;
    private final String note;
    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private boolean wide;

    Builder(String title, String note, String name) {
      this.title = title;
      this.note = note;
      this.name = name;
    }

    Builder column(String text) {
      columns.add(new Column(text, false));
      return this;
    }

    /** A column that is left out on a phone. */
    Builder minor(String text) {
      columns.add(new Column(text, true));
      return this;
    }

    Builder minorIf(boolean wanted, String text) {
      return wanted ? minor(text) : this;
    }

    Builder wide() {
      wide = true;
      return this;
    }

    /**
     * Adds a row.
     *
     * @param share how long its bar is, 0 to 1
     * @param cells as many as there are columns; null where a column was not wanted
     */
    Builder row(String rowName, double share, String... cells) {
      List<Column> texts = new ArrayList<>();
      for (String cell : cells) {
        if (cell != null) {
          texts.add(new Column(cell, columns.get(texts.size()).minor()));
        }
      }
      rows.add(new Row(rowName, Svg.number(100 * share) + "%", texts));
      return this;
    }

    boolean isEmpty() {
      return rows.isEmpty();
    }

    TableCard build() {
      int shown = Math.min(ROWS_AT_ONCE, rows.size());
      return new TableCard(title, note, name, List.copyOf(columns), List.copyOf(rows.subList(0, shown)),
          List.copyOf(rows.subList(shown, rows.size())), wide);
    }
  }
}
