package tarn.workbench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the rows of a table have to fulfil, as SQL with a {@code ?} for each value. Column names are our own, see
 * {@link Dimension}.
 */
record Condition(String sql, List<Object> values) {
  /** For stats. */
  static Condition ofStats(Filter filter) {
    Builder builder = new Builder().domain(filter).pages(filter, Dimension.PAGE.column());
    filter.where().forEach((dimension, wanted) -> builder.anyOf(dimension.column(), wanted));
    return builder.build();
  }

  /** For sessions, whatever their pages. */
  static Condition ofVisits(Filter filter) {
    Builder builder = new Builder().domain(filter);
    filter.where().forEach((dimension, wanted) -> {
      if (dimension != Dimension.PAGE) {
        builder.anyOf(dimension.column(), wanted);
      }
    });
    return builder.build();
  }

  /**
   * For the page of a session.
   *
   * @param column that on which it began, or that on which it ended
   */
  static Condition ofPage(Filter filter, String column) {
    Builder builder = new Builder().pages(filter, column);
    if (filter.where().containsKey(Dimension.PAGE)) {
      builder.anyOf(column, filter.where().get(Dimension.PAGE));
    }
    return builder.build();
  }

  /** For events between two dates. */
  static Condition ofEvents(Filter filter, String firstDate, String lastDate) {
    Builder builder = new Builder().domain(filter).pages(filter, Dimension.PAGE.column());
    Builder visit = new Builder().domain(filter);
    boolean isOfVisits = false;
    for (var entry : filter.where().entrySet()) {
      if (entry.getKey() == Dimension.PAGE) {
        builder.anyOf(Dimension.PAGE.column(), entry.getValue());
      } else {
        visit.anyOf(entry.getKey().column(), entry.getValue());
        isOfVisits = true;
      }
    }
    if (isOfVisits) {
      Condition visits = visit.build();
      List<Object> values = new ArrayList<>(List.of(firstDate, lastDate));
      values.addAll(visits.values());
      builder.add("session_id in (select session_id from sessions where event_date between ? and ? and " + visits.sql() + ")", values);
    }
    return builder.build();
  }

  private static final class Builder {
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Builder domain(Filter filter) {
      return filter.domain() == null ? this : add("domain_name = ?", List.of(filter.domain()));
    }

    Builder pages(Filter filter, String column) {
      if (!filter.pages().isEmpty()) {
        add("(" + matches(column, filter.pages(), " or ") + ")", patterns(filter.pages()));
      }
      if (!filter.excluded().isEmpty()) {
        add("not (" + matches(column, filter.excluded(), " or ") + ")", patterns(filter.excluded()));
      }
      return this;
    }

    private static String matches(String column, List<String> patterns, String word) {
      return String.join(word, Collections.nCopies(patterns.size(), "coalesce(" + column + ", '') like ? escape '\\'"));
    }

    private static List<String> patterns(List<String> pages) {
      return pages.stream().map(page ->
          page.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace('*', '%')).toList();
    }

    Builder anyOf(String column, List<String> wanted) {
      return add("coalesce(" + column + ", '') in (" + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")", wanted);
    }

    Builder add(String part, List<?> bound) {
      parts.add(part);
      values.addAll(bound);
      return this;
    }

    Condition build() {
      return new Condition(parts.isEmpty() ? "true" : String.join(" and ", parts), List.copyOf(values));
    }
  }
}
