package tarn.aggregate;

import java.nio.file.Files;
import java.util.List;
import tarn.lake.AtomicFile;
import tarn.lake.CleanedPartitions;
import tarn.lake.Json;
import tarn.lake.Lake;
import tarn.lake.Lease;

/**
 * A curated table of the user's own, as the lake remembers it.
 *
 * @param key the column by which a day is partitioned further; null for none
 * @param columns in their order, partition keys included
 */
record TableDescription(String name, String grain, String key, List<Column> columns) {
  /** @param type as DuckDB spells it */
  record Column(String name, String type) {}

  /** All of a lake, by name. */
  static List<TableDescription> all(Lake lake) {
    return CleanedPartitions.children(lake.tables(), "").stream().map(file -> Json.read(file, TableDescription.class)).toList();
  }

  void write(Lake lake, Lease lease) {
    AtomicFile.write(lake, lease, lake.tables().resolve(name + ".json"), temporary -> Files.write(temporary, Json.bytes(this)));
  }
}
