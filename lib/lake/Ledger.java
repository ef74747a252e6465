package tarn.lake;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The list of ingested files. An entry is written last: where it stands, all that it counts is in the lake. */
public final class Ledger {
  /** What the names of the entries begin with that the function in Firehose writes. */
  public static final String FIREHOSE = "firehose-";
  private static final String ENDING = ".json";

  private final Lake lake;
  /** Where the entry of a raw file stood when the first one was looked for: a lake has more days than one asks for one by one. */
  private Map<String, String> paths;

  public Ledger(Lake lake) {
    this.lake = lake;
  }

  /**
   * The entry of a raw file, on whatever day; null where there is none.
   *
   * @param day on which it is most likely to be; there entries of other processes are seen too
   */
  synchronized LedgerEntry find(String name, LocalDate day) {
    LedgerEntry likely = read(day.toString(), name);
    if (likely != null) {
      return likely;
    }
    if (paths == null) {
      paths = new HashMap<>();
      lake.store().list(lake.ledger()).forEach(file -> paths.put(file.name(), file.path()));
    }
    String path = paths.get(name + ENDING);
    return path == null ? null : Json.read(lake, path, LedgerEntry.class);
  }

  void remove(LedgerEntry entry) {
    lake.store().delete(lake.ledgerEntry(entry.day(), entry.name()));
  }

  /** The entry of a raw file of a day; null where there is none. */
  public LedgerEntry read(String day, String name) {
    return Json.read(lake, lake.ledgerEntry(day, name), LedgerEntry.class);
  }

  public synchronized void write(LedgerEntry entry) {
    String path = lake.ledgerEntry(entry.day(), entry.name());
    AtomicFile.writeJson(lake, path, entry);
    if (paths != null) {
      paths.put(entry.name() + ENDING, path);
    }
  }

  /** The latest entry of the function in Firehose of a day; null where there is none. */
  LedgerEntry latestOfFirehose(String day) {
    return Json.readAll(lake, lake.ledger() + day + "/" + FIREHOSE, LedgerEntry.class).stream()
        .max(Comparator.comparing(LedgerEntry::ingestedAt)).orElse(null);
  }

  /** Every entry, by day. */
  public List<LedgerEntry> all() {
    return Json.readAll(lake, lake.ledger(), LedgerEntry.class);
  }

  /** Remembers an input that could not be read to its end. The same content again replaces the note. */
  void writeDamaged(DamagedSource source, List<String> contents) {
    String name = Sha256.hex(digest -> contents.forEach(content -> digest.update(content.getBytes(StandardCharsets.UTF_8))));
    AtomicFile.writeJson(lake, lake.damagedInputs() + name + ENDING, source);
  }

  void writeRetaken(String name, Retaken retaken) {
    AtomicFile.writeJson(lake, lake.retaken() + name + ENDING, retaken);
  }

  /** Lines that stand in two entries. */
  public List<Retaken> retaken() {
    return Json.readAll(lake, lake.retaken(), Retaken.class);
  }

  /** The inputs that could not be read to their end, latest last. */
  public List<DamagedSource> damaged() {
    return Json.readAll(lake, lake.damagedInputs(), DamagedSource.class).stream()
        .sorted(Comparator.comparing(DamagedSource::readAt).thenComparing(DamagedSource::source)).toList();
  }
}
