package tarn.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import tarn.enrich.SaltDestroyed;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogParser;
import tarn.log.MalformedLine;

/** The lines of one raw file become cleaned files, quarantined lines and counts. Doing it again replaces all of them. */
public final class LineTransform implements AutoCloseable {
  private final Lake lake;
  private final Clock clock;
  private final PixelOptions options;
  private final Transform transform;
  private final CleanedWriter cleaned;

  public LineTransform(Lake lake, PixelOptions options, Clock clock) throws SQLException {
    this.lake = lake;
    this.clock = clock;
    this.options = options;
    this.transform = new Transform(options, new SaltFiles(lake, clock));
    this.cleaned = new CleanedWriter(lake);
  }

  /** Waits until the raw file is in its place. */
  interface RawFileInPlace {
    void await() throws IOException, SQLException;
  }

  /**
   * @param before what had become of the same lines; null where nobody knows
   * @param inPlace is waited for before anything else is changed
   * @return what was counted, not yet written to the ledger; null where lines that had become events can do so no more,
   *     because a salt was destroyed: nothing was changed then
   */
  LedgerEntry apply(InputStream raw, String name, LocalDate day, LogFormat format, String source, LedgerEntry before,
      RawFileInPlace inPlace) throws IOException, SQLException {
    cleaned.begin();
    LineCounts counts = new LineCounts();
    Quarantine quarantine = new Quarantine();
    LogParser parser = format.parser();
    try (LineReader lines = new LineReader(raw)) {
      while (lines.advance()) {
        counts.addBytes(lines.length() + 1);
        List<String> recordsOfLine = parser.records(lines.text());
        for (String line : recordsOfLine) {
          if (line.isBlank()) {
            continue;
          }
          if (line.startsWith("#")) {
            parser.comment(line);
            continue;
          }
          Outcome outcome = outcome(parser, line);
          counts.add(outcome);
          if (outcome instanceof Outcome.Ok event) {
            cleaned.add(event.event());
          } else if (outcome instanceof Outcome.Failed reason) {
            quarantine.add(
                reason.reason(), recordsOfLine.size() == 1 ? lines.bytes() : line.getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
    LedgerEntry entry = counts.entry(name, source, day, format, options, clock.instant());
    if (wouldLose(entry, before)) {
      return null;
    }
    inPlace.await();
    if (before != null && !before.day().equals(entry.day())) {
      forget(before);
    }
    cleaned.publish(name, day);
    quarantine.publish(lake, day, name);
    return entry;
  }

  private boolean wouldLose(LedgerEntry entry, LedgerEntry before) {
    long failedBefore = before == null ? 0 : before.failed().getOrDefault(SaltDestroyed.REASON, 0L);
    return entry.failed().getOrDefault(SaltDestroyed.REASON, 0L) > failedBefore
        && (before != null && before.ok() > 0 || CleanedWriter.isThere(lake, entry.name(), LocalDate.parse(entry.day())));
  }

  /** The same lines on another day of arrival: they had no readable time, or have one only now. */
  private void forget(LedgerEntry before) {
    LocalDate day = LocalDate.parse(before.day());
    new Ledger(lake).remove(before);
    CleanedWriter.remove(lake, before.name(), day, Set.of());
    Quarantine.remove(lake, day, before.name(), Set.of());
    lake.store().delete(lake.rawFile(day, before.name()));
  }

  private Outcome outcome(LogParser parser, String line) {
    try {
      return transform.apply(parser.parse(line));
    } catch (MalformedLine malformed) {
      return new Outcome.Failed(malformed.getMessage());
    }
  }

  @Override
  public void close() throws SQLException {
    cleaned.close();
  }
}
