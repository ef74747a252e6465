package tarn.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;

/** Rows for the eye. What a log line brought in cannot steer the terminal: control characters are shown escaped. */
public final class TextTable {
  private TextTable() {}

  /** @param right for each column, whether it holds numbers */
  public static String of(List<String> headers, List<Boolean> right, List<List<String>> rows) {
    List<ColumnData<List<String>>> columns = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      int index = i;
      columns.add(new Column().header(headers.get(i))
          .headerAlign(HorizontalAlign.LEFT)
          .dataAlign(right.get(i) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
          .maxWidth(80)
          .with(row -> row.get(index)));
    }
    return AsciiTable.getTable(AsciiTable.NO_BORDERS, rows, columns);
  }

  /** The text with every control, format and line-separating character as an escape. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      int type = Character.getType(c);
      if (c == '\n') {
        escaped.append("\\n");
      } else if (c == '\t') {
        escaped.append("\\t");
      } else if (type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR || type == Character.SURROGATE) {
        escaped.append(String.format("\\u%04x", c));
      } else {
        escaped.appendCodePoint(c);
      }
    });
    return escaped.toString();
  }

  /** The same with an ellipsis in place of what is beyond a number of characters. */
  public static String escape(String text, int longest) {
    String escaped = escape(text);
    return escaped.codePointCount(0, escaped.length()) <= longest ? escaped
        : escaped.substring(0, escaped.offsetByCodePoints(0, longest - 1)) + "…";
  }
}
