package tarn.lake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The list of ingested files. An entry is written last: where it stands, all that it counts is in the lake. */
public final class Ledger {
  private final Lake lake;

  public Ledger(Lake lake) {
    this.lake = lake;
  }

  private Path file(String day, String name) {
    return lake.ledger().resolve("event_date=" + day).resolve(name + ".json");
  }

  public boolean has(String day, String name) {
    return Files.exists(file(day, name));
  }

  public LedgerEntry read(String day, String name) {
    return Json.read(file(day, name), LedgerEntry.class);
  }

  public void write(LedgerEntry entry) {
    AtomicFile.write(lake, file(entry.day(), entry.name()), temporary -> Files.write(temporary, Json.bytes(entry)));
  }

  /** Every entry, by day. */
  public List<LedgerEntry> all() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Path day : CleanedPartitions.children(lake.ledger(), "event_date=")) {
      for (Path file : CleanedPartitions.children(day, "")) {
        entries.add(Json.read(file, LedgerEntry.class));
      }
    }
    return entries;
  }
}
