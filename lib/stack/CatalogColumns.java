package tarn.stack;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tarn.event.Column;
import tarn.event.Schema;
import tarn.event.Table;

/** The columns of the Glue tables in {@code infra/template.yaml}, made from the schema between comments that say so. */
public final class CatalogColumns {
  private static final Pattern BLOCK = Pattern.compile("(?m)^( *)# (keys|columns) of (\\w+)\\n(?:.*\\n)*? *# end\\n");

  private CatalogColumns() {}

  /**
   * The template with today's columns.
   *
   * @throws IllegalArgumentException where a table of the schema has no place in it, or a place no table
   */
  public static String refreshed(String template) {
    for (Table table : Schema.TABLES) {
      for (String part : List.of("keys", "columns")) {
        if (!template.contains("# " + part + " of " + table.name() + "\n")) {
          throw new IllegalArgumentException("the template has no comment '# " + part + " of " + table.name() + "'");
        }
      }
    }
    return BLOCK.matcher(template).replaceAll(block -> Matcher.quoteReplacement(columns(block)));
  }

  private static String columns(MatchResult block) {
    String indent = block.group(1);
    Table table = Schema.TABLES.stream().filter(candidate -> candidate.name().equals(block.group(3))).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the schema has no table " + block.group(3)));
    StringBuilder lines = new StringBuilder();
    lines.append(indent).append("# ").append(block.group(2)).append(" of ").append(table.name()).append('\n');
    for (Column column : block.group(2).equals("keys") ? table.partitionKeys() : table.fileColumns()) {
      lines.append(indent).append("- {Name: ").append(column.name()).append(", Type: ")
          .append(column.type().hiveName()).append("}\n");
    }
    return lines.append(indent).append("# end\n").toString();
  }
}
