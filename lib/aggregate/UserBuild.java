package tarn.aggregate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;
import tarn.lake.LakeException;
import tarn.lake.PartitionValue;

/** The user's own tables of one day of one domain, made on a connection that has the core tables of that day. */
final class UserBuild {
  private static final int MOST_KEYS = 1_000;
  /** Of most file systems; the encoding of a value is ASCII. */
  private static final int LONGEST_FOLDER = 255;

  private final Connection connection;
  private final DomainDay day;

  private UserBuild(Connection connection, DomainDay day) {
    this.connection = connection;
    this.day = day;
  }

  /** @throws LakeException when a statement fails or an assertion does not hold */
  static UserBuild make(Connection connection, UserSql sql, DomainDay day) throws SQLException {
    UserBuild build = new UserBuild(connection, day);
    for (UserTable table : sql.tables()) {
      build.create(table);
    }
    for (SqlFile assertion : sql.assertions()) {
      build.check(assertion);
    }
    return build;
  }

  private void create(UserTable table) throws SQLException {
    try {
      DuckViews.execute(connection, "create or replace temp table " + table.name() + " as " + table.file().text());
      narrow(table);
    } catch (SQLException e) {
      throw table.file().failure(e);
    }
    List<String> columns = describe(table).columns().stream().map(TableDescription.Column::name).toList();
    List<String> keys = table.key() == null ? List.of("domain_name", "event_date") : List.of("domain_name", "event_date", table.key());
    for (String key : keys) {
      if (!columns.contains(key)) {
        throw table.file().failure("is partitioned by " + key + " and has no such column");
      }
    }
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("select 1 from " + table.name()
        + " where domain_name is distinct from " + Duck.text(day.domain()) + " or event_date is distinct from " + Duck.text(day.date()) + " limit 1")) {
      if (rows.next()) {
        throw table.file().failure("makes rows of another domain or day than the one it reads, " + day.domain() + " on " + day.date());
      }
    }
    if (table.key() != null) {
      checkKeys(table);
    }
  }

  private void checkKeys(UserTable table) throws SQLException {
    KeyFolders keys = new KeyFolders(connection, table.name(), table.key());
    List<String> values = keys.values();
    if (values.size() > MOST_KEYS) {
      throw table.file().failure(String.format("has %,d values of %s on %s and may have %,d: partition by a column with fewer",
          values.size(), table.key(), day.date(), MOST_KEYS));
    }
    int longest = folders(keys, values).values().stream().mapToInt(String::length).max().orElse(0);
    if (longest > LONGEST_FOLDER) {
      throw table.file().failure("has a value of " + table.key() + " on " + day.date() + " whose folder would have a name of " + longest
          + " characters and may have " + LONGEST_FOLDER + ": shorten it in the statement");
    }
  }

  /** Parquet knows no integers of 128 bits, which sums are, and DuckDB would write them as floating point numbers. */
  private void narrow(UserTable table) throws SQLException {
    for (TableDescription.Column column : describe(table).columns()) {
      if (column.type().endsWith("HUGEINT")) {
        DuckViews.execute(connection, "alter table " + table.name() + " alter column \"" + column.name().replace("\"", "\"\"") + "\" type bigint");
      }
    }
  }

  private void check(SqlFile assertion) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(assertion.text())) {
      String row = FirstRow.of(rows);
      if (row != null) {
        throw assertion.failure("does not hold for " + day.domain() + " on " + day.date() + ", first row " + row
            + ": the partitions were left as they were");
      }
    } catch (SQLException e) {
      throw assertion.failure(e);
    }
  }

  TableDescription describe(UserTable table) throws SQLException {
    List<TableDescription.Column> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("describe " + table.name())) {
      while (rows.next()) {
        columns.add(new TableDescription.Column(rows.getString("column_name"), rows.getString("column_type")));
      }
    }
    return new TableDescription(table.name(), table.grain(), table.key(), columns);
  }

  void publish(UserTable table, Publication publication, String buildId) throws SQLException {
    Set<String> folders = new TreeSet<>();
    if (table.key() != null) {
      folders.addAll(publishByKey(table, publication, buildId));
      publication.removeOthers(table.name(), day, folders);
    } else if (!isEmpty(table)) {
      publication.replace(table.name(), day, temporary -> write(table, "true", temporary, buildId));
      return;
    }
    if (folders.isEmpty()) {
      publication.remove(table.name(), day);
    }
  }

  private Set<String> publishByKey(UserTable table, Publication publication, String buildId) throws SQLException {
    KeyFolders keys = new KeyFolders(connection, table.name(), table.key());
    Map<String, String> folders = folders(keys, keys.values());
    keys.remember(folders);
    for (String folder : folders.values()) {
      publication.replace(table.name(), day, folder, temporary -> write(table, keys.condition(folder), temporary, buildId));
    }
    return new TreeSet<>(folders.values());
  }

  private static Map<String, String> folders(KeyFolders keys, List<String> values) {
    Map<String, String> folders = new LinkedHashMap<>();
    PartitionValue.encodeApart(values.stream().filter(value -> value != null).toList())
        .forEach((value, encoded) -> folders.put(value, keys.folder(encoded)));
    if (values.contains(null)) {
      folders.put(null, keys.folder(null));
    }
    return folders;
  }

  private boolean isEmpty(UserTable table) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("select 1 from " + table.name() + " limit 1")) {
      return !rows.next();
    }
  }

  private void write(UserTable table, String condition, Path target, String buildId) throws SQLException {
    DuckViews.execute(connection, "copy (select * exclude (domain_name, event_date" + (table.key() == null ? "" : ", " + table.key())
        + ") from " + table.name() + " where " + condition + ") to " + Duck.text(target.toString())
        + " (format parquet, compression zstd, kv_metadata {build_id: " + Duck.text(buildId) + "})");
  }
}
