package tarn.event;

/**
 * A column of a table of the lake.
 *
 * @param partitionKey true where the value is part of the path of a file and not in the file itself
 * @param meaning one sentence for the docs, with unit and what null means
 */
public record Column(String name, ColumnType type, boolean partitionKey, String meaning) {
  static Column of(String name, ColumnType type, String meaning) {
    return new Column(name, type, false, meaning);
  }

  static Column key(String name, String meaning) {
    return new Column(name, ColumnType.STRING, true, meaning);
  }
}
