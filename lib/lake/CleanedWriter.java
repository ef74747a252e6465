package tarn.lake;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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

  private static final String ENDING = ".parquet";
  /** Bloom filters take longer to write than they could save: few columns of a file lack a value that is asked for. */
  private static final String FORMAT = "format parquet, compression zstd, compression_level 1, write_bloom_filter false";

  private final Lake lake;
  private final Connection connection;
  private final EventRows rows;
  private final Map<Partition, EventBuffer> partitions = new TreeMap<>();
  /** Those of the raw file before, empty: the next one has much the same partitions. */
  private final Map<Partition, EventBuffer> earlier = new TreeMap<>();

  public CleanedWriter(Lake lake) throws SQLException {
    this.lake = lake;
    this.connection = Duck.open(null);
    // Several writers work side by side; one of them has one stream of rows to write.
    Duck.execute(connection, "set threads = 1");
    this.rows = EventRows.register(connection);
  }

  /** Forgets what an earlier raw file left that could not be finished. */
  void begin() {
    clear();
  }

  private void clear() {
    earlier.clear();
    earlier.putAll(partitions);
    earlier.values().forEach(EventBuffer::clear);
    partitions.clear();
  }

  public void add(Event event) {
    partitions.computeIfAbsent(Partition.of(event), this::empty).add(event);
  }

  private EventBuffer empty(Partition partition) {
    EventBuffer used = earlier.remove(partition);
    return used != null ? used : new EventBuffer();
  }

  /**
   * Puts the gathered events in their partitions as {@code NAME.parquet}, and takes away files of that name which an
   * earlier transform of the same lines left in other partitions of the days around {@code arrivalDay}.
   */
  public void publish(String name, LocalDate arrivalDay) {
    Set<String> written = new HashSet<>();
    partitions.forEach((partition, events) -> {
      String target = lake.incoming(partition.domain(), partition.type(), partition.date()) + name + ENDING;
      events.sort();
      rows.show(events);
      AtomicFile.write(lake, target, temporary -> Duck.execute(connection,
          "copy (" + EventRows.QUERY + ") to " + Duck.text(temporary.toString()) + " (" + FORMAT + ")"));
      written.add(target);
    });
    rows.show(new EventBuffer());
    clear();
    remove(lake, name, arrivalDay, written);
  }

  /** Takes away the cleaned files of a raw file, and its rows in merged ones, but for the named files. */
  static void remove(Lake lake, String name, LocalDate arrivalDay, Set<String> kept) {
    // A merge must not put the rows in its file between the two.
    Lease.betweenChanges(lake, () -> {
      List<LakeFile> files = around(lake, arrivalDay);
      MergedFile.takeOut(lake, files, Set.of(name + ENDING));
      lake.store().delete(files.stream().filter(file -> file.name().equals(name + ENDING)).map(LakeFile::path)
          .filter(path -> !kept.contains(path)).toList());
    });
  }

  /** True where there are cleaned files of a raw file, or its rows in merged ones. */
  static boolean isThere(Lake lake, String name, LocalDate arrivalDay) {
    return MergedFile.paths(lake, around(lake, arrivalDay)).stream().anyMatch(path -> path.endsWith("/" + name + ENDING));
  }

  /** All cleaned files in which events of a day of arrival can be. */
  private static List<LakeFile> around(Lake lake, LocalDate arrivalDay) {
    List<String> days = Stream.of(arrivalDay.minusDays(1), arrivalDay, arrivalDay.plusDays(1)).map(LocalDate::toString).toList();
    return CleanedPartitions.files(lake, CleanedPartitions.ofDays(lake, days));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
