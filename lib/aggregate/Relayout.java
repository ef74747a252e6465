package tarn.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tarn.event.ColumnType;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.Duck;
import tarn.lake.FolderTree;
import tarn.lake.Lake;
import tarn.lake.LakeException;

/** Writes a table of the lake once more, in folders by other columns and outside the lake, which stays untouched. */
public final class Relayout {
  private static final int MOST_PARTITIONS = 10_000;

  private final Lake lake;

  public Relayout(Lake lake) {
    this.lake = lake;
  }

  /**
   * @param by the columns of the new folders, outermost first
   * @param target a folder that is not there yet, outside the lake; it appears when it is whole
   * @return how many files were written
   */
  public long write(String tableName, List<String> by, Excerpt excerpt, Path target) throws SQLException {
    Table table = table(tableName);
    List<String> names = table.columns().stream().map(column -> column.name()).toList();
    for (String column : by) {
      if (!names.contains(column)) {
        throw new LakeException(tableName + " has no column " + column + ": it has " + String.join(", ", names));
      }
    }
    Path folder = checked(target);
    Path temporary = folder.resolveSibling("." + folder.getFileName() + "-" + UUID.randomUUID());
    Path spill = temporary.resolveSibling(temporary.getFileName() + "-spill");
    try (Connection connection = Duck.open(spill)) {
      DuckViews.prelude(connection, true);
      DuckViews.overLake(connection, lake, table, excerpt);
      select(connection, table);
      checkPartitions(connection, by);
      return copy(connection, table, by, temporary, folder);
    } finally {
      delete(temporary);
      delete(spill);
    }
  }

  private static Table table(String name) {
    return Schema.TABLES.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow(() -> new LakeException(
        "there is no table " + name + ": take one of " + Schema.TABLES.stream().map(Table::name).collect(Collectors.joining(", "))));
  }

  private Path checked(Path target) {
    Path folder = target.toAbsolutePath().normalize();
    if (folder.startsWith(lake.store().local(""))) {
      throw new LakeException(target + " lies in the lake: give a folder outside it");
    }
    if (Files.exists(folder)) {
      throw new LakeException(target + " is there already: give a new folder");
    }
    return folder;
  }

  private static void select(Connection connection, Table table) throws SQLException {
    String columns = table.columns().stream()
        .map(column -> "cast(" + column.name() + " as " + column.type().parquetName() + ") as " + column.name())
        .collect(Collectors.joining(", "));
    DuckViews.execute(connection, "create temp view selected as select " + columns + " from " + table.name());
  }

  private static void checkPartitions(Connection connection, List<String> by) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement("select count(*) from (select distinct " + String.join(", ", by)
        + " from selected limit " + (MOST_PARTITIONS + 1) + ")"); ResultSet row = count.executeQuery()) {
      row.next();
      if (row.getLong(1) > MOST_PARTITIONS) {
        throw new LakeException(String.join(", ", by) + " have more than " + MOST_PARTITIONS
            + " different values: take columns with fewer, or fewer days");
      }
    }
  }

  private static long copy(Connection connection, Table table, List<String> by, Path temporary, Path folder) throws SQLException {
    String time = table.columns().stream().filter(column -> column.type() == ColumnType.TIMESTAMP).map(column -> column.name())
        .findFirst().orElse("event_hour");
    List<String> order = new ArrayList<>(by);
    order.add(time);
    DuckViews.execute(connection, "copy (select * from selected order by " + String.join(", ", order) + ") to " + Duck.text(temporary.toString()) + " (format parquet, compression zstd, partition_by (" + String.join(", ", by) + "))");
    try {
      Files.createDirectories(temporary);
      long files;
      try (Stream<Path> written = Files.walk(temporary)) {
        files = written.filter(Files::isRegularFile).count();
      }
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
      return files;
    } catch (IOException e) {
      throw new LakeException("cannot put the files into " + folder + " (" + e.getMessage() + "): choose a folder you may write to", e);
    }
  }

  private static void delete(Path folder) {
    try {
      FolderTree.delete(folder);
    } catch (IOException leftover) {
      // The failure that matters is already on its way.
    }
  }
}
