package tarn.aggregate;

import java.util.List;
import tarn.lake.AtomicFile;
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
    return Json.readAll(lake, lake.tables(), TableDescription.class);
  }

  void write(Lake lake, Lease lease) {
    AtomicFile.writeJson(lake, lease, lake.table(name), this);
  }
}
