package tarn.aws;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tarn.event.PixelOptions;
import tarn.lake.Lake;
import tarn.lake.Ledger;
import tarn.lake.LedgerEntry;
import tarn.lake.LineCounts;
import tarn.log.LogFormat;

/**
 * What one instance of the function has counted: one entry a day of arrival in the ledger of the lake, written anew with
 * all that was counted since the instance began. An entry that cannot be written is made up for by the next one.
 * Firehose repeats a call whose answer it did not get, which counts its lines twice. Not thread-safe.
 */
public final class InstanceLedger {
  private static final String SOURCE = "Firehose";
  /** Records come late by as many days at most: Kinesis keeps them for one. */
  private static final int MOST_DAYS = 3;

  private final Ledger ledger;
  private final PixelOptions options;
  private final Clock clock;
  private final TreeMap<LocalDate, LineCounts> counts = new TreeMap<>();
  private final TreeMap<LocalDate, LineCounts> changed = new TreeMap<>();
  /** Made when it is first needed: two instances that begin with the same snapshot must not have the same. */
  private String name;

  InstanceLedger(Lake lake, PixelOptions options, Clock clock) {
    this.ledger = new Ledger(lake);
    this.options = options;
    this.clock = clock;
  }

  /** Whether the lines of an entry came by Firehose, which then wrote their events as well. */
  public static boolean isOfFirehose(LedgerEntry entry) {
    return entry.name().startsWith(Ledger.FIREHOSE);
  }

  /** Where the lines of a day of arrival are counted. */
  LineCounts of(LocalDate day) {
    LineCounts ofDay = counts.computeIfAbsent(day, any -> new LineCounts());
    changed.put(day, ofDay);
    return ofDay;
  }

  /** Writes what has changed. @throws tarn.lake.LakeException when it cannot be written now */
  void write() {
    if (name == null) {
      name = Ledger.FIREHOSE + UUID.randomUUID();
    }
    for (Map.Entry<LocalDate, LineCounts> day : Map.copyOf(changed).entrySet()) {
      ledger.write(day.getValue().entry(name, SOURCE, day.getKey(), LogFormat.REALTIME, options, clock.instant()));
      changed.remove(day.getKey());
    }
    while (counts.size() > MOST_DAYS) {
      counts.pollFirstEntry();
    }
  }
}
