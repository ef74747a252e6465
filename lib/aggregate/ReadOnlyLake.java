package tarn.aggregate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tarn.lake.Duck;
import tarn.lake.Lake;
import tarn.lake.LakeException;

/** Questions to a lake that can change nothing: no files but the tables', no network but for these, configuration locked. */
public final class ReadOnlyLake implements AutoCloseable {
  private static final Pattern EXPLAIN = Pattern.compile(
      "^\\s*explain(\\s+analyze\\b|\\s*\\([a-z\\s,]*\\))?\\s+", Pattern.CASE_INSENSITIVE);

  private final Connection connection;
  private volatile Statement latest;
  private final LakeViews views;

  public ReadOnlyLake(Lake lake) throws SQLException {
    this(lake, Excerpt.ALL);
  }

  /** @param excerpt the part of the lake that our views show; tables of the user's own are shown whole */
  public ReadOnlyLake(Lake lake, Excerpt excerpt) throws SQLException {
    connection = Duck.open(null);
    try {
      views = new LakeViews(connection, lake.on(connection), excerpt);
      lock(lake);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void lock(Lake lake) throws SQLException {
    DuckViews.execute(connection, "set allowed_directories = [" + Stream.of(lake.incoming(), lake.aggregated())
        .map(folder -> Duck.text(lake.store().fetched(folder).toString())).collect(Collectors.joining(", ")) + "]");
    DuckViews.execute(connection, "set enable_external_access = false");
    DuckViews.execute(connection, "set lock_configuration = true");
  }

  /**
   * Runs one statement of kind SELECT, EXPLAIN, DESCRIBE or SUMMARIZE. The caller closes the result's statement.
   *
   * @param values for the statement's {@code ?}, in their order: texts, numbers, {@link java.time.LocalDateTime}s or null
   * @throws LakeException when it is of another kind, or more than one
   * @throws SQLException when DuckDB cannot run it
   */
  public ResultSet query(String sql, Object... values) throws SQLException {
    checkIsQuestion(sql);
    if (values.length > 0) {
      return prepared(sql, values).executeQuery();
    }
    views.show(sql);
    // To prepare a statement is to look at its files, which is done once more when it runs.
    return asked(connection.createStatement()).executeQuery(sql);
  }

  /**
   * Keeps the rows of a statement for later ones, as a table in the memory of this connection, until {@link #forget} or the end.
   *
   * @param name of our own making, and none of a view; statements write it in double quotes
   * @param sql one statement of kind SELECT, as {@link #query} takes it
   * @throws SQLException when DuckDB cannot run it, or something is kept under this name
   */
  public void keep(String name, String sql, Object... values) throws SQLException {
    checkIsQuestion(sql);
    try (PreparedStatement statement = prepared("create temp table \"" + name + "\" as " + sql, values)) {
      statement.execute();
    }
  }

  /** Gives the memory of a kept table back. */
  public void forget(String name) throws SQLException {
    DuckViews.execute(connection, "drop table if exists \"" + name + "\"");
  }

  private void checkIsQuestion(String sql) throws SQLException {
    Matcher explain = EXPLAIN.matcher(sql);
    String body = explain.find() ? sql.substring(explain.end()) : sql;
    Parsed parsed = parse(body);
    // What DuckDB cannot parse at all is let through: it will say what is wrong with it, and run nothing. Where only the
    // body cannot be parsed, more words belong to EXPLAIN than were taken off, and what is explained might be a write.
    boolean isNothing = parsed == Parsed.NOTHING && (body.equals(sql) || parse(sql) == Parsed.NOTHING);
    if (parsed != Parsed.ONE_SELECT && !isNothing) {
      throw new LakeException("query runs one statement of kind SELECT, EXPLAIN, DESCRIBE or SUMMARIZE: the lake is not changed by asking");
    }
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    views.show(sql);
    PreparedStatement statement = asked(connection.prepareStatement(sql));
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private <S extends Statement> S asked(S statement) throws SQLException {
    statement.closeOnCompletion();
    latest = statement;
    return statement;
  }

  /** Ends the question that another thread is asking; it fails there. Does nothing where none is asked. */
  public void cancel() throws SQLException {
    Statement asked = latest;
    if (asked != null && !asked.isClosed()) {
      asked.cancel();
    }
  }

  private enum Parsed { ONE_SELECT, SOMETHING_ELSE, NOTHING }

  private Parsed parse(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "select j ->> 'error', j ->> 'error_type', json_array_length(j -> 'statements') from (select json_serialize_sql(cast(? as varchar)) as j)")) {
      statement.setString(1, sql);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if ("true".equals(row.getString(1))) {
          return "parser".equals(row.getString(2)) ? Parsed.NOTHING : Parsed.SOMETHING_ELSE;
        }
        return row.getInt(3) == 1 ? Parsed.ONE_SELECT : Parsed.SOMETHING_ELSE;
      }
    }
  }

  /** The names of the views. */
  public static List<String> views() {
    return List.of("incoming_events", "hits", "sessions", "stats", "events");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
