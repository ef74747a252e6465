package tarn.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.MissingResourceException;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The columns of a table as Plotly takes them. */
final class Columns {
  private static final int LONGEST_LABEL = 60;
  private static final int CODE_LENGTH = 2;

  private final Table table;

  Columns(Table table) {
    this.table = table;
  }

  private Column<?> column(String name) {
    if (!table.containsColumn(name)) {
      throw new QuestionFailed("the table has no column " + name + ": it has " + String.join(", ", table.columnNames()));
    }
    return table.column(name);
  }

  /** Numbers; null where one is missing. */
  ArrayNode values(String name) {
    Column<?> column = column(name);
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (int row = 0; row < table.rowCount(); row++) {
      Object value = column.isMissing(row) ? null : column.get(row);
      if (value == null) {
        values.addNull();
      } else if (value instanceof Number number) {
        values.add(number.doubleValue());
      } else {
        throw new QuestionFailed("the column " + name + " is drawn as numbers, and is " + column.type().name().toLowerCase(Locale.ROOT));
      }
    }
    return values;
  }

  double greatest(String name) {
    double greatest = 1;
    for (var value : values(name)) {
      greatest = Math.max(greatest, value.asDouble(0));
    }
    return greatest;
  }

  /** Numbers as they are, days and moments as ISO 8601, texts so that Plotly sees no mark-up in them. */
  ArrayNode labels(String name) {
    Column<?> column = column(name);
    ArrayNode labels = JsonNodeFactory.instance.arrayNode();
    for (int row = 0; row < table.rowCount(); row++) {
      Object value = column.isMissing(row) ? null : column.get(row);
      if (value == null) {
        labels.add("(none)");
      } else if (value instanceof Number number) {
        labels.add(number.doubleValue());
      } else {
        labels.add(label(value.toString()));
      }
    }
    return labels;
  }

  /** Codes of three letters for those of two; null for what is none. */
  ArrayNode countries(String name) {
    Column<?> column = column(name);
    ArrayNode countries = JsonNodeFactory.instance.arrayNode();
    for (int row = 0; row < table.rowCount(); row++) {
      countries.add(column.isMissing(row) ? null : threeLetters(column.get(row).toString()));
    }
    return countries;
  }

  private static String threeLetters(String code) {
    try {
      String letters = code.length() == CODE_LENGTH ? new Locale("", code).getISO3Country() : "";
      return letters.isEmpty() ? null : letters;
    } catch (MissingResourceException unknown) {
      return null;
    }
  }

  /** A text as Plotly shows it: what would be mark-up is escaped, what would fill the page is cut. */
  static String label(String text) {
    String cut = text.codePointCount(0, text.length()) <= LONGEST_LABEL ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    return Html.escape(cut);
  }
}
