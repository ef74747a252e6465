package tarn.workbench;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tarn.cli.TextTable;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as HTML and as text: numbers to the right, the number of rows below. */
public final class TableHtml {
  /** How many rows are shown of a longer table. */
  public static final int ROWS = 20;

  private static final List<ColumnType> NUMBERS = List.of(ColumnType.SHORT, ColumnType.INTEGER, ColumnType.LONG, ColumnType.FLOAT,
      ColumnType.DOUBLE);
  private static final int LONGEST_TEXT = 120;

  private TableHtml() {}

  /** The first {@value #ROWS} rows; a missing value is an empty cell. */
  public static String of(Table table) {
    StringBuilder html = new StringBuilder("<div style=\"overflow-x:auto\"><table class=\"tarn\"><thead><tr>");
    for (Column<?> column : table.columns()) {
      html.append("<th scope=\"col\"").append(align(column)).append('>').append(Html.escape(column.name())).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (int row = 0; row < Math.min(ROWS, table.rowCount()); row++) {
      html.append("<tr>");
      for (Column<?> column : table.columns()) {
        html.append("<td").append(align(column)).append('>').append(Html.escape(cell(column, row))).append("</td>");
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table></div><p>").append(count(table)).append("</p>").toString();
  }

  /** The same for where there is no HTML. */
  public static String text(Table table) {
    List<String> headers = table.columnNames().stream().map(TextTable::escape).toList();
    List<Boolean> right = table.columns().stream().map(TableHtml::isNumber).toList();
    List<List<String>> rows = IntStream.range(0, Math.min(ROWS, table.rowCount()))
        .mapToObj(row -> table.columns().stream().map(column -> TextTable.escape(cell(column, row))).toList())
        .collect(Collectors.toList());
    return TextTable.of(headers, right, rows) + "\n" + count(table);
  }

  private static String count(Table table) {
    int rows = table.rowCount();
    return rows > ROWS ? String.format(Locale.ROOT, "the first %d of %,d rows", ROWS, rows)
        : String.format(Locale.ROOT, "%d %s", rows, rows == 1 ? "row" : "rows");
  }

  private static boolean isNumber(Column<?> column) {
    return NUMBERS.contains(column.type());
  }

  private static String align(Column<?> column) {
    return isNumber(column) ? " style=\"text-align:right\"" : " style=\"text-align:left\"";
  }

  private static String cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    Object value = column.get(row);
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return String.format(Locale.ROOT, "%,d", value);
    }
    if (value instanceof Double || value instanceof Float) {
      return decimal(((Number) value).doubleValue());
    }
    String text = value instanceof LocalDateTime moment ? moment.toString().replace('T', ' ') : value.toString();
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_TEXT))) + "…";
  }

  /** At most four digits behind the point, and none that say nothing. */
  private static String decimal(double number) {
    if (!Double.isFinite(number) || number != 0 && (Math.abs(number) < 1e-4 || Math.abs(number) >= 1e15)) {
      return Double.toString(number);
    }
    return String.format(Locale.ROOT, "%,.4f", number).replaceFirst("\\.?0+$", "");
  }
}
