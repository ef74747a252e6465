package tarn.lake;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tarn.lake.CleanedPartitions.DomainDay;

/** Merges the small files of cleaned partitions, such as Firehose and hourly ingests leave. No curated day turns stale. */
public final class Repartition {
  /**
   * Files of one partition that become one.
   *
   * @param partition its folder, below the lake
   */
  public record Merge(String partition, List<LakeFile> files) {
    public long bytes() {
      return files.stream().mapToLong(LakeFile::size).sum();
    }
  }

  private final Lake lake;
  private final Clock clock;
  private final long targetBytes;

  /** @param targetBytes files of at least half of it stay as they are, and merged ones are not to be larger */
  public Repartition(Lake lake, Clock clock, long targetBytes) {
    this.lake = lake;
    this.clock = clock;
    this.targetBytes = targetBytes;
  }

  /** What would be merged, by partition. */
  public List<Merge> plan(Predicate<DomainDay> wanted) {
    Map<String, List<LakeFile>> partitions = new TreeMap<>();
    CleanedPartitions.list(lake).forEach((day, files) -> {
      if (wanted.test(day)) {
        files.stream().filter(file -> file.size() < targetBytes / 2)
            .forEach(file -> partitions.computeIfAbsent(file.folder(), key -> new ArrayList<>()).add(file));
      }
    });
    List<Merge> merges = new ArrayList<>();
    partitions.forEach((partition, files) -> {
      files.sort(Comparator.comparingLong(LakeFile::modified));
      for (List<LakeFile> together : batches(files)) {
        if (together.size() > 1) {
          merges.add(new Merge(partition, together));
        }
      }
    });
    return merges;
  }

  private List<List<LakeFile>> batches(List<LakeFile> files) {
    List<List<LakeFile>> batches = new ArrayList<>();
    long bytes = targetBytes;
    for (LakeFile file : files) {
      if (bytes + file.size() > targetBytes) {
        batches.add(new ArrayList<>());
        bytes = 0;
      }
      batches.get(batches.size() - 1).add(file);
      bytes += file.size();
    }
    return batches;
  }

  /** Merges under the lease of the lake; {@code done} hears of each merge. */
  public void run(Predicate<DomainDay> wanted, Consumer<Merge> done) throws SQLException {
    try (Lease lease = Lease.take(lake, "repartition", clock);
        Connection connection = Duck.open(lake.scratch())) {
      for (List<LakeFile> files : CleanedPartitions.list(lake).values()) {
        MergedFile.settle(lake, files);
      }
      PartitionMerge partitionMerge = new PartitionMerge(lake, lease, connection);
      for (Merge merge : plan(wanted)) {
        partitionMerge.merge(merge.files());
        done.accept(merge);
      }
    }
  }
}
