package tarn.lake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tarn.event.Event;
import tarn.event.EventColumn;

/** Gathers the events of one raw file and writes them as one Parquet file a partition, sorted by time. */
public final class CleanedWriter implements AutoCloseable {
  private record Partition(String domain, String type, String date) implements Comparable<Partition> {
    private static final Comparator<Partition> ORDER =
        Comparator.comparing(Partition::domain).thenComparing(Partition::type).thenComparing(Partition::date);

    static Partition of(Event event) {
      return new Partition(
          event.string(EventColumn.DOMAIN_NAME), event.string(EventColumn.EVENT_TYPE), event.string(EventColumn.EVENT_DATE));
    }

    @Override
    public int compareTo(Partition other) {
      return ORDER.compare(this, other);
    }
  }

  private final Lake lake;
  private final Connection connection;
  private final EventRows rows;
  private final Map<Partition, EventBuffer> partitions = new TreeMap<>();

  public CleanedWriter(Lake lake) throws SQLException {
    this.lake = lake;
    this.connection = Duck.open(null);
    // Several writers work side by side; one of them has one stream of rows to write.
    Duck.execute(connection, "set threads = 1");
    this.rows = EventRows.register(connection);
  }

  /** Forgets what an earlier raw file left that could not be finished. */
  void begin() {
    partitions.clear();
  }

  public void add(Event event) {
    partitions.computeIfAbsent(Partition.of(event), key -> new EventBuffer()).add(event);
  }

  /**
   * Puts the gathered events in their partitions as {@code NAME.parquet}, and takes away files of that name which an
   * earlier transform of the same lines left in other partitions of the days around {@code arrivalDay}.
   */
  public void publish(String name, LocalDate arrivalDay) {
    Set<Path> written = new HashSet<>();
    partitions.forEach((partition, events) -> {
      Path target = lake.incoming().resolve("domain_name=" + PartitionValue.encode(partition.domain()))
          .resolve("event_type=" + partition.type()).resolve("event_date=" + partition.date()).resolve(name + ".parquet");
      events.sort();
      rows.show(events);
      AtomicFile.write(lake, target, temporary -> Duck.execute(connection,
          "copy (" + EventRows.QUERY + ") to " + Duck.text(temporary.toString()) + " (format parquet, compression zstd, compression_level 1)"));
      written.add(target);
    });
    rows.show(new EventBuffer());
    partitions.clear();
    remove(lake, name, arrivalDay, written);
  }

  /** Takes away the cleaned files of a raw file, and its rows in merged ones, but for the named files. */
  static void remove(Lake lake, String name, LocalDate arrivalDay, Set<Path> kept) {
    String fileName = name + ".parquet";
    for (Path domain : CleanedPartitions.children(lake.incoming(), "domain_name=")) {
      for (Path type : CleanedPartitions.children(domain, "event_type=")) {
        for (int day = -1; day <= 1; day++) {
          Path partition = type.resolve("event_date=" + arrivalDay.plusDays(day));
          if (Files.isDirectory(partition)) {
            // A merge must not put the rows in its file between the two.
            Lease.betweenChanges(lake, () -> {
              MergedFile.takeOut(lake, partition, Set.of(fileName));
              if (!kept.contains(partition.resolve(fileName))) {
                delete(partition.resolve(fileName));
              }
            });
          }
        }
      }
    }
  }

  static void delete(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        // Fails where other files are left, which is as it should be.
        file.getParent().toFile().delete();
      }
    } catch (java.io.IOException e) {
      throw new LakeException("cannot delete " + file + " (" + e.getMessage() + "): mend its permissions and run again", e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
