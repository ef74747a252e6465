package tarn.event;

import java.util.List;

/**
 * A table of the lake.
 *
 * @param grain what one row stands for
 * @param columns in the order of the article, added ones behind them
 */
public record Table(String name, String grain, List<Column> columns) {
  public Table {
    columns = List.copyOf(columns);
  }

  /** The columns that are part of the path, in the order of the path. */
  public List<Column> partitionKeys() {
    return columns.stream().filter(Column::partitionKey).toList();
  }

  /** The columns that stand in the files, in their order. */
  public List<Column> fileColumns() {
    return columns.stream().filter(column -> !column.partitionKey()).toList();
  }
}
