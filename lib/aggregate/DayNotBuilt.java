package tarn.aggregate;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.LakeException;

/** What is wrong with one day concerns that day alone: its files, or what the SQL makes of its rows. */
public final class DayNotBuilt extends LakeException {
  private static final int MOST_NAMED = 10;
  /** What DuckDB's messages begin with. */
  private static final Pattern ERROR = Pattern.compile("^[A-Z][A-Za-z -]* Error");

  private final DomainDay day;

  private DayNotBuilt(DomainDay day, String message, Exception cause) {
    super(message, cause);
    this.day = day;
  }

  /** Which day, and what kind of failure: for logs, where no value of a hit may stand, as in messages of DuckDB. */
  public String withoutValues() {
    return day.domain() + " on " + day.date() + " cannot be built (" + kind(getCause()) + "); aggregate on a machine of your own tells more";
  }

  private static String kind(Throwable cause) {
    if (cause instanceof BrokenAssertion assertion) {
      return "the assertion " + assertion.name() + " does not hold";
    }
    if (cause instanceof SQLException) {
      Matcher error = ERROR.matcher(String.valueOf(cause.getMessage()));
      return error.find() ? error.group() : "a statement failed";
    }
    return cause instanceof DayNotBuilt first ? kind(first.getCause()) : "a file cannot be read";
  }

  /** What is made, unless the day cannot be built: then that is what is thrown. */
  static <T> T unless(DomainDay day, Callable<T> making) {
    try {
      return making.call();
    } catch (SQLException e) {
      throw new DayNotBuilt(day, day.domain() + " on " + day.date() + " cannot be built ("
          + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "): look at its cleaned files", e);
    } catch (LakeException e) {
      throw new DayNotBuilt(day, e.getMessage(), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** @throws DayNotBuilt when there is a failure, with the first one's message and the days of all */
  static void report(List<DayNotBuilt> failures, int days) {
    if (failures.isEmpty()) {
      return;
    }
    DayNotBuilt first = failures.get(0);
    if (failures.size() == 1) {
      throw first;
    }
    String others = failures.stream().skip(1).limit(MOST_NAMED).map(failure -> failure.day.domain() + " on " + failure.day.date())
        .collect(Collectors.joining(", "));
    int unnamed = failures.size() - 1 - MOST_NAMED;
    throw new DayNotBuilt(first.day, failures.size() + " of " + days + " days were not built, the first because " + first.getMessage()
        + "; the others are " + others + (unnamed > 0 ? " and " + unnamed + " more" : ""), first);
  }
}
