package tarn.aggregate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tarn.lake.DamagedSource;
import tarn.lake.FailedDeliveries;
import tarn.lake.Lake;
import tarn.lake.LakeFile;
import tarn.lake.Ledger;
import tarn.lake.LedgerEntry;
import tarn.lake.Retaken;

/**
 * What is in a lake, and what did not get in as it should. The names here are the keys of {@code status --format json},
 * in snake case: scripts rely on them.
 *
 * @param lake its folder, or s3://PREFIX
 * @param days by day of arrival
 * @param damagedInputs inputs that could not be read to their end
 * @param failedDeliveries what Firehose could not deliver; {@code transform --errors} takes it
 * @param otherEvents event names that have no partition of their own
 * @param unknownEdgeLocations codes in cleaned that no city is known for
 * @param stale days that {@code aggregate} would build
 * @param ownTables tables of the user's own that lag behind, because {@code aggregate} ran without {@code --sql}
 */
public record LakeStatus(
    String lake,
    List<ZoneSize> zones,
    Lines lines,
    List<Day> days,
    List<DamagedSource> damagedInputs,
    List<FailedDelivery> failedDeliveries,
    List<OtherEvents> otherEvents,
    List<UnknownEdge> unknownEdgeLocations,
    List<StaleDay> stale,
    List<OwnTable> ownTables) {
  /**
   * All log lines, each in one of the counts.
   *
   * @param ok events, bots included
   * @param dropped by reason
   * @param failed by reason; kept in {@code raw/error}, or by Firehose
   * @param retaken how many of the failed were taken again, and count once more for what became of them then
   */
  public record Lines(
      long records, long ok, long bots, SortedMap<String, Long> dropped, SortedMap<String, Long> failed, long retaken) {
    /** How much of the events bots made, 0 to 1; 0 where there is none. */
    @JsonProperty
    public double botShare() {
      return ok == 0 ? 0 : (double) bots / ok;
    }
  }

  /** The lines of one day of arrival, without those that were taken again. */
  public record Day(String day, long records, long ok, long bots, long dropped, long failed) {
    private Day plus(LedgerEntry entry) {
      return new Day(day, records + entry.records(), ok + entry.ok(), bots + entry.bots(), dropped + entry.droppedCount(),
          failed + entry.failedCount());
    }

    private Day without(long retaken) {
      return new Day(day, records - retaken, ok, bots, dropped, failed - retaken);
    }
  }

  /**
   * Files that Firehose wrote on one day.
   *
   * @param kind what could not be done, in Firehose's words
   */
  public record FailedDelivery(String day, String kind, long files, long bytes) {
    private FailedDelivery plus(LakeFile file) {
      return new FailedDelivery(day, kind, files + 1, bytes + file.size());
    }
  }

  /**
   * The events of a domain and day whose names share the partition {@code (other)}.
   *
   * @param names how many names; null where the cleaned files that told have gone
   */
  public record OtherEvents(String domain, String day, Long names, long events) {}

  /** @param events how many came from there, bots and duplicates included */
  public record UnknownEdge(String edgeId, long events) {}

  /** @param reason why, for people */
  public record StaleDay(String day, String domain, String reason) {}

  /** @param daysBehind days that it lacks or has of other input */
  public record OwnTable(String table, long daysBehind) {}

  public static LakeStatus of(Lake lake, Clock clock) throws SQLException {
    Ledger ledger = new Ledger(lake);
    List<LedgerEntry> entries = ledger.all();
    List<Retaken> retaken = ledger.retaken();
    Aggregation aggregation = new Aggregation(lake, clock);
    List<OwnTable> ownTables = aggregation.daysBehind().entrySet().stream().filter(table -> table.getValue() > 0)
        .map(table -> new OwnTable(table.getKey(), table.getValue())).toList();
    List<StaleDay> stale = aggregation.stale().stream()
        .map(day -> new StaleDay(day.day().date(), day.day().domain(), day.reason())).toList();
    try (ReadOnlyLake tables = new ReadOnlyLake(lake)) {
      LakeGaps gaps = new LakeGaps(tables);
      return new LakeStatus(lake.toString(), ZoneSize.of(lake), lines(entries, retaken), days(entries, retaken),
          ledger.damaged(), failedDeliveries(lake), gaps.otherEvents(), gaps.unknownEdges(), stale, ownTables);
    }
  }

  private static List<FailedDelivery> failedDeliveries(Lake lake) {
    Map<String, FailedDelivery> found = new TreeMap<>();
    for (LakeFile file : FailedDeliveries.files(lake, day -> true)) {
      FailedDelivery first = new FailedDelivery(FailedDeliveries.day(lake, file), FailedDeliveries.kind(lake, file), 0, 0);
      found.put(file.folder(), found.getOrDefault(file.folder(), first).plus(file));
    }
    return List.copyOf(found.values());
  }

  private static Lines lines(List<LedgerEntry> entries, List<Retaken> retaken) {
    SortedMap<String, Long> dropped = new TreeMap<>();
    SortedMap<String, Long> failed = new TreeMap<>();
    Day all = new Day("", 0, 0, 0, 0, 0);
    for (LedgerEntry entry : entries) {
      all = all.plus(entry);
      entry.dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
      entry.failed().forEach((reason, count) -> failed.merge(reason, count, Long::sum));
    }
    long again = retaken.stream().flatMap(note -> note.lines().values().stream()).mapToLong(Long::longValue).sum();
    return new Lines(all.records() - again, all.ok(), all.bots(), dropped, failed, again);
  }

  private static List<Day> days(List<LedgerEntry> entries, List<Retaken> retaken) {
    Map<String, Day> days = new LinkedHashMap<>();
    for (LedgerEntry entry : entries) {
      days.put(entry.day(), days.getOrDefault(entry.day(), new Day(entry.day(), 0, 0, 0, 0, 0)).plus(entry));
    }
    retaken.forEach(note -> note.lines().forEach((day, lines) -> days.computeIfPresent(day, (any, counted) -> counted.without(lines))));
    return new ArrayList<>(days.values());
  }
}
