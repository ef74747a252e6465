package tarn.workbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What questions read in place of a table: the rows that the filter lets through, or sums of them. */
enum Relation {
  CHOSEN_STATS {
    @Override
    Question question(Filter filter, Question.Hours asked) {
      Condition condition = Condition.ofStats(filter);
      return new Question(text().replace("{filter}", condition.sql()), joined(dates(asked), condition.values()));
    }
  },
  CHOSEN_VISITS {
    @Override
    Question question(Filter filter, Question.Hours asked) {
      Condition visit = Condition.ofVisits(filter);
      Condition entry = Condition.ofPage(filter, "entry_page");
      return new Question(text().replace("{filter}", visit.sql()).replace("{entry_pages}", entry.sql()),
          joined(dates(asked), visit.values(), entry.values()));
    }
  },
  CHOSEN_EVENTS {
    @Override
    Question question(Filter filter, Question.Hours asked) {
      Condition condition = Condition.ofEvents(filter, asked.firstDate(), asked.lastDate());
      return new Question(text().replace("{filter}", condition.sql()), joined(dates(asked), condition.values()));
    }
  },
  KEPT_STATS {
    @Override
    Question question(Filter filter, Question.Hours asked) {
      return new Question(text(), joined(List.of(asked.first(), filter.period().before().firstHour(filter.zone()),
          filter.period().firstHour(filter.zone()), asked.past())));
    }
  },
  KEPT_VISITS {
    @Override
    Question question(Filter filter, Question.Hours asked) {
      Question.Hours compared = new Question.Hours(filter.period().before().firstHour(filter.zone()), filter.period().pastHour(filter.zone()));
      Condition visit = Condition.ofVisits(filter);
      Condition entry = Condition.ofPage(filter, "entry_page");
      Condition exit = Condition.ofPage(filter, "exit_page");
      return new Question(text().replace("{filter}", visit.sql()).replace("{entry_pages}", entry.sql()).replace("{exit_pages}", exit.sql()),
          joined(List.of(compared.first(), filter.period().firstHour(filter.zone()), compared.past()), entry.values(), exit.values(),
              dates(compared), visit.values()));
    }
  };

  /** @param asked the hours of all that is read */
  abstract Question question(Filter filter, Question.Hours asked);

  /** The name by which statements read it, and the file in which it is. */
  String view() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is small enough to be kept: sums, and not rows. */
  boolean isKept() {
    return this == KEPT_STATS || this == KEPT_VISITS;
  }

  /** The name under which it is kept. No table can have a space in its name, so that it hides none of a user's. */
  String keptName() {
    return view().replace('_', ' ');
  }

  /** @param isGathered whether what can be kept is, and reads nothing by itself */
  boolean isReadBy(String statement, boolean isGathered) {
    return statement.contains(view()) || this == CHOSEN_STATS && !isGathered && KEPT_STATS.isReadBy(statement, false);
  }

  String text() {
    return Question.statement(view());
  }

  private static List<Object> dates(Question.Hours hours) {
    return List.of(hours.firstDate(), hours.lastDate());
  }

  private static List<Object> joined(List<?>... parts) {
    List<Object> values = new ArrayList<>();
    for (List<?> part : parts) {
      values.addAll(part);
    }
    return values;
  }
}
