package tarn.lake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The list of ingested files. An entry is written last: where it stands, all that it counts is in the lake. */
public final class Ledger {
  private static final String DAY = "event_date=";

  private final Lake lake;

  public Ledger(Lake lake) {
    this.lake = lake;
  }

  private Path file(String day, String name) {
    return lake.ledger().resolve(DAY + day).resolve(name + ".json");
  }

  public boolean has(String day, String name) {
    return Files.exists(file(day, name));
  }

  /** The entry of a raw file on whatever day; null where there is none. */
  LedgerEntry find(String name) {
    for (Path day : CleanedPartitions.children(lake.ledger(), DAY)) {
      Path file = day.resolve(name + ".json");
      if (Files.exists(file)) {
        return Json.read(file, LedgerEntry.class);
      }
    }
    return null;
  }

  void remove(LedgerEntry entry) {
    CleanedWriter.delete(file(entry.day(), entry.name()));
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
    for (Path day : CleanedPartitions.children(lake.ledger(), DAY)) {
      for (Path file : CleanedPartitions.children(day, "")) {
        entries.add(Json.read(file, LedgerEntry.class));
      }
    }
    return entries;
  }

  /** Remembers an input that could not be read to its end. The same content again replaces the note. */
  void writeDamaged(DamagedSource source, List<String> contents) {
    String name = Sha256.hex(digest -> contents.forEach(content -> digest.update(content.getBytes(StandardCharsets.UTF_8))));
    AtomicFile.write(lake, damagedFolder().resolve(name + ".json"),
        temporary -> Files.write(temporary, Json.bytes(source)));
  }

  /** The inputs that could not be read to their end, latest last. */
  public List<DamagedSource> damaged() {
    return damagedFiles().stream().map(file -> Json.read(file, DamagedSource.class))
        .sorted(Comparator.comparing(DamagedSource::readAt).thenComparing(DamagedSource::source)).toList();
  }

  List<Path> damagedFiles() {
    return CleanedPartitions.children(damagedFolder(), "");
  }

  private Path damagedFolder() {
    return lake.ledger().resolve("damaged");
  }
}
