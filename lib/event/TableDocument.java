package tarn.event;

/** The page {@code docs/tables.md}, made from the schema. */
public final class TableDocument {
  private TableDocument() {}

  public static String markdown() {
    StringBuilder page = new StringBuilder("# Tables\n\nMade from `lib/event/Schema.java` by `./jbang test --write-docs`; a test holds the two together.\n");
    for (Table table : Schema.TABLES) {
      page.append("\n## ").append(table.name()).append("\n\nGrain: ").append(table.grain())
          .append(".\n\n| column | type | partition key | meaning |\n| --- | --- | --- | --- |\n");
      for (Column column : table.columns()) {
        page.append("| `").append(column.name()).append("` | ").append(column.type().hiveName()).append(" | ")
            .append(column.partitionKey() ? "yes" : "").append(" | ").append(column.meaning()).append(" |\n");
      }
    }
    return page.toString();
  }
}
