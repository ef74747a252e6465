package tarn.lake;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** The list of ingested files. An entry is written last: where it stands, all that it counts is in the lake. */
public final class Ledger {
  private final Lake lake;

  public Ledger(Lake lake) {
    this.lake = lake;
  }

  /** The entry of a raw file on whatever day; null where there is none. */
  LedgerEntry find(String name) {
    List<String> paths = lake.store().folders(lake.ledger()).stream()
        .map(day -> lake.ledgerEntry(PartitionValue.in(day, "event_date"), name)).toList();
    return Json.read(lake, paths, LedgerEntry.class).stream().findFirst().orElse(null);
  }

  void remove(LedgerEntry entry) {
    lake.store().delete(lake.ledgerEntry(entry.day(), entry.name()));
  }

  /** The entry of a raw file of a day; null where there is none. */
  public LedgerEntry read(String day, String name) {
    return Json.read(lake, lake.ledgerEntry(day, name), LedgerEntry.class);
  }

  public void write(LedgerEntry entry) {
    AtomicFile.writeJson(lake, lake.ledgerEntry(entry.day(), entry.name()), entry);
  }

  /** Every entry, by day. */
  public List<LedgerEntry> all() {
    return Json.readAll(lake, lake.ledger(), LedgerEntry.class);
  }

  /** Remembers an input that could not be read to its end. The same content again replaces the note. */
  void writeDamaged(DamagedSource source, List<String> contents) {
    String name = Sha256.hex(digest -> contents.forEach(content -> digest.update(content.getBytes(StandardCharsets.UTF_8))));
    AtomicFile.writeJson(lake, lake.damagedInputs() + name + ".json", source);
  }

  void writeRetaken(String name, Retaken retaken) {
    AtomicFile.writeJson(lake, lake.retaken() + name + ".json", retaken);
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
