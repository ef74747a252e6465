package tarn.aggregate;

import java.nio.file.Path;
import java.util.Set;
import tarn.lake.AtomicFile;
import tarn.lake.CleanedPartitions;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.FolderTree;
import tarn.lake.Lake;
import tarn.lake.Lease;

/** Puts the curated partitions of a day in their places, and only while the lease is held. */
final class Publication {
  private final Lake lake;
  private final Lease lease;

  Publication(Lake lake, Lease lease) {
    this.lake = lake;
    this.lease = lease;
  }

  /** Replaces a table's partition of a day by one file. */
  void replace(String table, DomainDay day, AtomicFile.Writer writer) {
    replace(lake.curated(table, day), table, writer);
  }

  /** Replaces one of the partitions that a table has within a day. */
  void replace(String table, DomainDay day, String folder, AtomicFile.Writer writer) {
    replace(lake.curated(table, day).resolve(folder), table, writer);
  }

  private void replace(Path partition, String table, AtomicFile.Writer writer) {
    AtomicFile.write(lake, lease, partition.resolve(table + ".parquet"), writer);
  }

  /** Removes a table's partition of a day. */
  void remove(String table, DomainDay day) {
    lease.whileHeld(() -> FolderTree.delete(lake.curated(table, day)));
  }

  /** Removes the partitions that a table has within a day and that are not named. */
  void removeOthers(String table, DomainDay day, Set<String> folders) {
    lease.whileHeld(() -> {
      for (Path folder : CleanedPartitions.children(lake.curated(table, day), "")) {
        if (!folders.contains(folder.getFileName().toString())) {
          FolderTree.delete(folder);
        }
      }
    });
  }

  /** Removes a table of the user's own, with its manifests. */
  void drop(String table) {
    lease.whileHeld(() -> {
      FolderTree.delete(lake.manifests().resolve(table));
      FolderTree.delete(lake.tables().resolve(table + ".json"));
      FolderTree.delete(lake.aggregated(table));
    });
  }
}
