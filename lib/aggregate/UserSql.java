package tarn.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tarn.lake.Duck;
import tarn.lake.LakeException;
import tarn.lake.Sha256;

/** A folder of the user's own SQL: each file is a curated table, {@code assertions/} holds statements that return no row. */
public final class UserSql {
  /** No tables of the user's own. */
  public static final UserSql NONE = new UserSql(List.of(), List.of());

  private final List<UserTable> tables;
  private final List<SqlFile> assertions;

  private UserSql(List<UserTable> tables, List<SqlFile> assertions) {
    this.tables = tables;
    this.assertions = assertions;
  }

  /** @throws LakeException when a file cannot be used; the message names it */
  public static UserSql read(Path folder) throws SQLException {
    if (!Files.isDirectory(folder)) {
      throw new LakeException("there is no folder " + folder + ": give the one with your SQL files");
    }
    Map<String, UserTable> tables = new TreeMap<>();
    List<SqlFile> assertions = files(folder.resolve("assertions"));
    try (Connection connection = Duck.open(null)) {
      for (SqlFile file : files(folder)) {
        UserTable table = UserTable.of(connection, file);
        UserTable other = tables.put(table.name(), table);
        if (other != null) {
          throw file.failure("makes the table " + table.name() + ", as " + other.file().path() + " does: rename one");
        }
      }
      for (SqlFile assertion : assertions) {
        assertion.tables(connection);
      }
    }
    if (tables.isEmpty()) {
      throw new LakeException(folder + " holds no SQL file: each table of your own is one file NAME.sql there");
    }
    return new UserSql(inOrder(tables), assertions);
  }

  private static List<SqlFile> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().map(SqlFile::read).toList();
    } catch (IOException e) {
      throw new LakeException("cannot read " + folder + " (" + e.getMessage() + "): mend its permissions and run again", e);
    }
  }

  /** Each table behind those that it reads. */
  private static List<UserTable> inOrder(Map<String, UserTable> tables) {
    Set<UserTable> inOrder = new LinkedHashSet<>();
    tables.values().forEach(table -> add(table, tables, new LinkedHashSet<>(), inOrder));
    return new ArrayList<>(inOrder);
  }

  private static void add(UserTable table, Map<String, UserTable> tables, Set<String> path, Set<UserTable> inOrder) {
    if (inOrder.contains(table)) {
      return;
    }
    if (!path.add(table.name())) {
      throw table.file().failure("reads itself through " + String.join(", ", path) + ": break the cycle");
    }
    table.reads().stream().filter(tables::containsKey).forEach(read -> add(tables.get(read), tables, path, inOrder));
    path.remove(table.name());
    inOrder.add(table);
  }

  /** In the order in which they can be built. */
  List<UserTable> tables() {
    return tables;
  }

  List<SqlFile> assertions() {
    return assertions;
  }

  /** The targets, by the name of their table; what a table reads counts for its hash. */
  Map<String, Target> targets(SqlVersion sql) {
    Map<String, Target> targets = new LinkedHashMap<>();
    for (UserTable table : tables) {
      StringBuilder all = new StringBuilder(sql.hash()).append('\n').append(table.file().text());
      table.reads().stream().filter(targets::containsKey).forEach(read -> all.append('\n').append(targets.get(read).sqlHash()));
      targets.put(table.name(), new Target(table.name(), table.file().path().getFileName().toString(), Sha256.hex(all.toString())));
    }
    return targets;
  }
}
