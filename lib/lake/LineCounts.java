package tarn.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import tarn.event.EventColumn;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.log.LogFormat;

/** What becomes of log records, each counted once. Not thread-safe. */
public final class LineCounts {
  private final SortedMap<String, Long> dropped = new TreeMap<>();
  private final SortedMap<String, Long> failed = new TreeMap<>();
  private long records;
  private long ok;
  private long bots;
  private long bytes;

  /** Adds the size of a line, with its line end. */
  public void addBytes(long size) {
    bytes += size;
  }

  public void add(Outcome outcome) {
    records++;
    if (outcome instanceof Outcome.Ok event) {
      ok++;
      bots += Integer.valueOf(1).equals(event.event().get(EventColumn.REQUEST_IS_BOT)) ? 1 : 0;
    } else if (outcome instanceof Outcome.Dropped reason) {
      dropped.merge(reason.reason(), 1L, Long::sum);
    } else if (outcome instanceof Outcome.Failed reason) {
      failed.merge(reason.reason(), 1L, Long::sum);
    }
  }

  /** All of it, as it stands in the ledger. */
  public LedgerEntry entry(String name, String source, LocalDate day, LogFormat format, PixelOptions options, Instant now) {
    return new LedgerEntry(name, source, day.toString(), LedgerEntry.nameOf(format), options.pagesHost(),
        options.domains().names(), options.trimSlash(), now.toString(), bytes, records, ok, bots, new TreeMap<>(dropped),
        new TreeMap<>(failed));
  }
}
