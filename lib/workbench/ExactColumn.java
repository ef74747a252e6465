package tarn.workbench;

import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** A column while it is filled. At the first value that it cannot hold exactly, it becomes text from its first row on. */
final class ExactColumn {
  private final String name;
  private final ColumnKind kind;
  private Column<?> column;
  private boolean hasBecomeText;

  ExactColumn(String name, ColumnKind kind) {
    this.name = name;
    this.kind = kind;
    this.column = kind.column(name);
  }

  ColumnKind kind() {
    return kind;
  }

  Column<?> column() {
    return column;
  }

  boolean hasBecomeText() {
    return hasBecomeText;
  }

  /** @param value of the type that the driver has for this column; null for a missing one */
  void append(Object value) {
    if (value == null) {
      column.appendMissing();
    } else if (hasBecomeText) {
      column.appendObj(kind.text(value));
    } else if (!kind.append(column, value)) {
      column = asText();
      hasBecomeText = true;
      column.appendObj(kind.text(value));
    }
  }

  private StringColumn asText() {
    StringColumn texts = StringColumn.create(name);
    for (int row = 0; row < column.size(); row++) {
      if (column.isMissing(row)) {
        texts.appendMissing();
      } else {
        texts.append(kind.text(column.get(row)));
      }
    }
    return texts;
  }
}
