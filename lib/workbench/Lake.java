package tarn.workbench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tarn.aggregate.Excerpt;
import tarn.aggregate.ReadOnlyLake;
import tarn.cli.TextTable;
import tarn.lake.AwsAccess;
import tarn.lake.LakeException;
import tarn.lake.S3Settings;
import tarn.workbench.report.Filter;
import tarn.workbench.report.Questions;
import tech.tablesaw.api.Table;

/**
 * A lake to ask, for notebooks and programs. Nothing here can change it: questions run in a DuckDB that reads the lake's
 * tables and no other file, and all times are UTC.
 *
 * <pre>{@code
 * Lake lake = Lake.open();
 * lake.table("select channel, sum(visit_cnt) as visits from stats group by all order by visits desc")
 * lake.between("2026-11-17", "2026-11-23").domain("blog.example").sessions()
 * }</pre>
 */
public final class Lake implements Rich, AutoCloseable {
  private interface Attempt<T> {
    T make() throws SQLException;
  }

  private final tarn.lake.Lake lake;
  private final Excerpt excerpt;
  /** One for each part of the lake that was asked for: a loop over sites must not open a DuckDB each time. */
  private final Map<Excerpt, ReadOnlyLake> opened;
  private final ReadOnlyLake questions;

  private Lake(tarn.lake.Lake lake, Excerpt excerpt, Map<Excerpt, ReadOnlyLake> opened) {
    this.lake = lake;
    this.excerpt = excerpt;
    this.opened = opened;
    synchronized (opened) {
      ReadOnlyLake open = opened.get(excerpt);
      this.questions = open != null ? open : attempt(() -> new ReadOnlyLake(lake, excerpt));
      opened.put(excerpt, questions);
    }
  }

  /**
   * The lake that {@code TARN_LAKE} in the environment names, as it does for the commands.
   *
   * @throws QuestionFailed when it names none
   */
  public static Lake open() {
    String name = System.getenv("TARN_LAKE");
    if (name == null || name.isBlank()) {
      throw new QuestionFailed("no lake is named: set TARN_LAKE, or start with ./jbang notebooks --lake FOLDER");
    }
    return open(name);
  }

  /**
   * A lake by its name, as {@code --lake} takes it; what reaches S3 comes from the environment, as with the AWS CLI. In a notebook, this also brings the drawing library to the page, once.
   *
   * @throws QuestionFailed when there is none
   */
  public static Lake open(String name) {
    Lake lake = new Lake(attempt(() -> tarn.lake.Lake.open(name, () -> S3Settings.of(AwsAccess.BY_ENVIRONMENT))), Excerpt.ALL, new HashMap<>());
    if (Notebook.page() != null) {
      Notebook.page().show(new DrawingLibrary());
    }
    return lake;
  }

  /**
   * The same lake, narrowed to some days: whatever is asked of it, in SQL too, sees only those.
   *
   * @param from the first UTC day, YYYY-MM-DD; null for no bound
   * @param to the last UTC day, included; null for no bound
   */
  public Lake between(String from, String to) {
    return new Lake(lake, new Excerpt(day(from), day(to), excerpt.domain()), opened);
  }

  /**
   * The same lake, narrowed to one site: whatever is asked of it, in SQL too, sees only that.
   *
   * @param name as the column {@code domain_name} has it; null for all
   */
  public Lake domain(String name) {
    return new Lake(lake, new Excerpt(excerpt.from(), excerpt.to(), name), opened);
  }

  private static LocalDate day(String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new QuestionFailed("'" + TextTable.escape(text) + "' is no day: write it as YYYY-MM-DD");
    }
  }

  /**
   * Asks in SQL, of the views {@code incoming_events}, {@code hits}, {@code sessions}, {@code stats}, {@code events} and
   * the tables of the user's own.
   *
   * <p>Types become those of Tablesaw so: whole numbers {@code IntColumn} or, from UINTEGER and BIGINT on, {@code
   * LongColumn}; FLOAT, DOUBLE and DECIMAL {@code FloatColumn} and {@code DoubleColumn}; DATE, TIME and all timestamps
   * {@code DateColumn}, {@code TimeColumn} and {@code DateTimeColumn}, in UTC; lists, structs and maps JSON in a {@code
   * StringColumn}; all else text as DuckDB writes it. A column with a value that its Tablesaw type cannot hold exactly
   * (beyond 64 bits, decimals of more digits than a double keeps, microseconds, infinity as a date) is text as a whole,
   * and a line says so. Null is missing; Tablesaw takes the empty text and NaN for missing as well.
   *
   * @param sql one statement of kind SELECT, EXPLAIN, DESCRIBE or SUMMARIZE
   * @param parameters the values of its question marks, in their order
   * @throws QuestionFailed when it is of another kind, or DuckDB cannot run it; the message says why
   */
  public Table table(String sql, Object... parameters) {
    return read("answer", sql, parameters);
  }

  /** The visits, one row each. */
  public Table sessions() {
    return read("sessions", "select * from sessions order by session_start_timestamp, session_id");
  }

  /** The numbers by hour and dimensions; any column but {@code visit_duration_sec_avg} may be summed over any rows. */
  public Table stats() {
    return read("stats", "select * from stats order by event_date, event_hour, domain_name, request_path");
  }

  /** The events, one row each, without engagement pings. */
  public Table events() {
    return read("events", "select * from events order by event_timestamp, page_view_id, event_name");
  }

  /** What is in the lake, or in this part of it, in a few numbers. */
  public Summary show() {
    return Summary.of(this, lake.toString(), () -> {
      if (!excerpt.equals(Excerpt.ALL)) {
        return "has no numbers of this part.";
      }
      return lake.store().list(lake.incoming()).isEmpty() ? "is empty: fill it with ./jbang ingest, or look at a made-up one, by ./jbang demo."
          : "holds hits and no numbers yet: ./jbang aggregate makes them.";
    });
  }

  /** What became of the lines of the lake, and of its files: what {@code status} says. */
  public Health health() {
    return attempt(() -> Health.of(lake));
  }

  /**
   * What the report asks, of this lake: the same statements, so the same numbers. {@link Records} makes tables of the answers.
   *
   * @param filter which days, sites and visits
   */
  public Questions questions(Filter filter) {
    return Questions.over(questions, filter);
  }

  private void cancel() {
    attempt(() -> {
      questions.cancel();
      return null;
    });
  }

  private Table read(String name, String sql, Object... parameters) {
    return attempt(() -> {
      try (ReadingLine line = new ReadingLine(this::cancel)) {
        Table table;
        TableReader reader;
        try (ResultSet rows = questions.query(sql, parameters)) {
          reader = new TableReader(rows);
          table = reader.read(name, line::rows);
        }
        reader.notes().forEach(note -> System.out.println(TextTable.escape(note)));
        return table;
      }
    });
  }

  /** What goes wrong is told in lines as they come; a value in them steers no terminal. */
  private static <T> T attempt(Attempt<T> attempt) {
    try {
      return attempt.make();
    } catch (SQLException | LakeException e) {
      throw new QuestionFailed(String.valueOf(e.getMessage()).lines().map(TextTable::escape).collect(Collectors.joining("\n")));
    }
  }

  @Override
  public String html() {
    return show().html();
  }

  @Override
  public String toString() {
    return show().toString();
  }

  /** Ends this lake, and all that were narrowed from the same one. */
  @Override
  public void close() {
    attempt(() -> {
      synchronized (opened) {
        for (ReadOnlyLake each : opened.values()) {
          each.close();
        }
      }
      return null;
    });
  }
}
