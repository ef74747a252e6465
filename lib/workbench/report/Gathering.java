package tarn.workbench.report;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import tarn.aggregate.ReadOnlyLake;

/**
 * Reads a lake once for several questions. Files are opened, and rows read and filtered, once in place of once for each.
 *
 * <p>Sums of them stay in memory until this is closed: a row for each hour of a site, for each page of a site, and for each
 * combination of the other dimensions that there is, in the period and in the time before.
 */
final class Gathering implements AutoCloseable {
  private static final List<Relation> KEPT = List.of(Relation.KEPT_STATS, Relation.KEPT_VISITS);

  private final ReadOnlyLake lake;
  private final Questions questions;

  private Gathering(ReadOnlyLake lake, Questions questions) {
    this.lake = lake;
    this.questions = questions;
  }

  /** @param oldest the first day whose hours are asked for, not after the first day of the time before */
  static Gathering of(ReadOnlyLake lake, Filter filter, LocalDate oldest) throws SQLException {
    Question.Hours hours = Question.Hours.of(new Period(oldest, filter.period().lastDay()), filter);
    for (Relation relation : KEPT) {
      Question question = relation.question(filter, hours).of(filter, hours, false);
      lake.keep(relation.keptName(), question.sql(), question.values().toArray());
    }
    return new Gathering(lake, new Questions(lake, filter, true));
  }

  /** Those of which some are answered from memory. Hours may be asked for from the oldest day on. */
  Questions questions() {
    return questions;
  }

  @Override
  public void close() throws SQLException {
    for (Relation relation : KEPT) {
      lake.forget(relation.keptName());
    }
  }
}
