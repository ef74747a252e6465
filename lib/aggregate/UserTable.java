package tarn.aggregate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tarn.event.Schema;
import tarn.event.Table;

/**
 * A curated table of the user's own, made by one SQL file of one domain and day at a time.
 *
 * @param key the column by which a day is partitioned further; null for none
 * @param reads the tables that its statement reads, in lower case
 */
record UserTable(String name, String grain, String key, SqlFile file, Set<String> reads) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final List<String> DAY_KEYS = List.of("domain_name", "event_date");
  private static final Set<String> TAKEN = Set.copyOf(
      Stream.concat(Stream.of("hits", Target.CORE, "built_day", "key_folders"), Schema.TABLES.stream().map(Table::name)).toList());

  static UserTable of(Connection connection, SqlFile file) throws SQLException {
    String name = required(file, "table", "-- table: funnel");
    if (!NAME.matcher(name).matches() || TAKEN.contains(name) || SqlVersion.STAGED.contains(name)) {
      throw file.failure("a table cannot be named " + name + ": take lower case letters, digits and _, and none of " + TAKEN.stream().sorted().toList());
    }
    String grain = required(file, "grain", "-- grain: one row for each day and step");
    List<String> keys = new ArrayList<>(Arrays.asList(
        required(file, "partition by", "-- partition by: domain_name, event_date").split("\\s*,\\s*")));
    if (keys.size() < 2 || keys.size() > 3 || !keys.subList(0, 2).equals(DAY_KEYS)
        || keys.size() == 3 && (!NAME.matcher(keys.get(2)).matches() || DAY_KEYS.contains(keys.get(2)))) {
      throw file.failure("partition by is domain_name, event_date and at most one column more, not " + String.join(", ", keys));
    }
    return new UserTable(name, grain, keys.size() == 3 ? keys.get(2) : null, file, file.tables(connection));
  }

  private static String required(SqlFile file, String key, String example) {
    return file.head(key).orElseThrow(() -> file.failure("its head comment lacks a line like " + example));
  }
}
