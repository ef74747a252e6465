package tarn.aggregate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tarn.lake.AtomicFile;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Lake;
import tarn.lake.LakeFile;
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
    replace(lake.curated(table, day) + folder + "/", table, writer);
  }

  private void replace(String partition, String table, AtomicFile.Writer writer) {
    AtomicFile.write(lake, lease, partition + table + ".parquet", writer);
  }

  /** Removes a table's partition of a day. */
  void remove(String table, DomainDay day) {
    delete(lake.store().list(lake.curated(table, day)));
  }

  /** Removes the partitions that a table has within a day and that are not named. */
  void removeOthers(String table, DomainDay day, Set<String> folders) {
    String partition = lake.curated(table, day);
    Set<String> kept = folders.stream().map(folder -> partition + folder + "/").collect(Collectors.toSet());
    delete(lake.store().list(partition).stream().filter(file -> !kept.contains(file.folder())).toList());
  }

  /** Removes a table of the user's own, with its manifests. The description goes last: until then it can be dropped again. */
  void drop(String table) {
    delete(lake.store().list(List.of(lake.manifests(table), lake.aggregated(table))));
    delete(lake.store().list(lake.table(table)));
  }

  private void delete(List<LakeFile> files) {
    if (!files.isEmpty()) {
      lease.whileHeld(() -> lake.store().delete(files.stream().map(LakeFile::path).toList()));
    }
  }
}
