package tarn.cli;

import java.time.LocalDate;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}, both included; without them every day. */
public final class DayRange {
  @Option(names = "--from", paramLabel = "DAY", description = "First UTC day, YYYY-MM-DD.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Last UTC day, YYYY-MM-DD.")
  private LocalDate to;

  /** YYYY-MM-DD, or null. */
  public String from() {
    return from == null ? null : from.toString();
  }

  /** YYYY-MM-DD, or null. */
  public String to() {
    return to == null ? null : to.toString();
  }

  public boolean contains(String day) {
    return (from == null || day.compareTo(from()) >= 0) && (to == null || day.compareTo(to()) <= 0);
  }
}
