package tarn.cli;

import java.time.LocalDate;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}, both included; without them every day. */
public final class DayRange {
  @Option(names = "--from", paramLabel = "DAY", description = "First UTC day, YYYY-MM-DD.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Last UTC day, YYYY-MM-DD.")
  private LocalDate to;

  /** Null for no bound. */
  public LocalDate from() {
    return from;
  }

  /** Included; null for no bound. */
  public LocalDate to() {
    return to;
  }

  /** @param day YYYY-MM-DD */
  public boolean contains(String day) {
    return (from == null || day.compareTo(from.toString()) >= 0) && (to == null || day.compareTo(to.toString()) <= 0);
  }
}
