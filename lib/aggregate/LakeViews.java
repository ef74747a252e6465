package tarn.aggregate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.Duck;
import tarn.lake.Lake;

/**
 * The tables of a lake as views. Each is made when a statement first names it, because its files may have to be fetched
 * for that; until then it has its columns, and whoever reads rows of it nevertheless is told.
 */
final class LakeViews {
  private static final String HITS = "hits";

  private interface Making {
    void make() throws SQLException;
  }

  private final Connection connection;
  private final Map<String, Making> notMade = new LinkedHashMap<>();
  private final Map<String, Pattern> names = new HashMap<>();

  /** @param excerpt the part of the lake that our views show; tables of the user's own are shown whole */
  LakeViews(Connection connection, Lake lake, Excerpt excerpt) throws SQLException {
    this.connection = connection;
    DuckViews.prelude(connection, true);
    for (Table table : Schema.TABLES) {
      add(table.name(), DuckViews.nulls(table), () -> DuckViews.overLake(connection, lake, table, excerpt));
    }
    for (TableDescription table : TableDescription.all(lake)) {
      add(table.name(), UserViews.nulls(table), () -> UserViews.create(connection, lake, table));
    }
    notMade.put(HITS, () -> DuckViews.hits(connection));
    names.put(HITS, named(HITS));
    // Made of them, and behind them in order.
    names.put(Schema.INCOMING_EVENTS.name(), named(HITS + "|" + Schema.INCOMING_EVENTS.name()));
  }

  private void add(String name, String nulls, Making making) throws SQLException {
    DuckViews.execute(connection, "create temp view " + name + " as select " + nulls + " where error("
        + Duck.text("name the table " + name + " itself in the statement") + ") is null");
    notMade.put(name, making);
    names.put(name, named(name));
  }

  private static Pattern named(String names) {
    return Pattern.compile("\\b(" + names + ")\\b", Pattern.CASE_INSENSITIVE);
  }

  /** Makes the views that a statement names. */
  void show(String sql) throws SQLException {
    for (Iterator<Map.Entry<String, Making>> each = notMade.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<String, Making> view = each.next();
      if (names.get(view.getKey()).matcher(sql).find()) {
        view.getValue().make();
        each.remove();
      }
    }
  }
}
