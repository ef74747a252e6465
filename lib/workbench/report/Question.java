package tarn.workbench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A statement of {@code sql/questions} with what it reads, as SQL with a {@code ?} for each value. */
record Question(String sql, List<Object> values) {
  /** A file as it stands. @param bound the values that it binds */
  static Question of(String name, List<?> bound) {
    return new Question(statement(name), List.copyOf(bound));
  }

  /**
   * The same with the relations that it reads in front.
   *
   * @param asked the hours of all that is read
   * @param isGathered whether {@link Gathering} keeps what can be kept
   */
  Question of(Filter filter, Hours asked, boolean isGathered) {
    List<String> parts = new ArrayList<>();
    List<Object> bound = new ArrayList<>();
    for (Relation relation : Relation.values()) {
      if (relation.isReadBy(sql, isGathered)) {
        Question part = isGathered && relation.isKept() ? new Question("from \"" + relation.keptName() + '"', List.of())
            : relation.question(filter, asked);
        parts.add(relation.view() + " as (" + part.sql() + ")");
        bound.addAll(part.values());
      }
    }
    bound.addAll(values);
    return new Question(parts.isEmpty() ? sql : "with " + String.join(", ", parts) + ", " + sql.substring("with".length()), bound);
  }

  /** The statement of a file, without its head comment. */
  static String statement(String name) {
    try (InputStream in = Question.class.getResourceAsStream("/sql/questions/" + name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("sql/questions/" + name + ".sql is missing from this build");
      }
      Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
      return lines.dropWhile(line -> line.startsWith("--") || line.isBlank()).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** UTC hours. @param past the first one that is not among them */
  record Hours(LocalDateTime first, LocalDateTime past) {
    static Hours of(Period period, Filter filter) {
      return new Hours(period.firstHour(filter.zone()), period.pastHour(filter.zone()));
    }

    /** The value of event_date in which they begin. */
    String firstDate() {
      return first.toLocalDate().toString();
    }

    /** That in which the last one begins. */
    String lastDate() {
      return past.minusHours(1).toLocalDate().toString();
    }
  }
}
