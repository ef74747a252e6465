package tarn.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of the cleaned zone, by domain and day. */
public final class CleanedPartitions {
  /**
   * A cleaned file.
   *
   * @param path below the lake, with forward slashes
   * @param size in bytes
   * @param modified milliseconds since 1970 UTC
   */
  public record CleanedFile(String path, long size, long modified) {}

  /** A domain and a day, the unit of aggregation. */
  public record DomainDay(String domain, String date) implements Comparable<DomainDay> {
    @Override
    public int compareTo(DomainDay other) {
      return Comparator.comparing(DomainDay::date).thenComparing(DomainDay::domain).compare(this, other);
    }
  }

  private CleanedPartitions() {}

  static boolean hasDay(Lake lake, String date) {
    for (Path domain : children(lake.incoming(), "domain_name=")) {
      for (Path type : children(domain, "event_type=")) {
        if (!files(type.resolve("event_date=" + date)).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Every domain and day that has a file, with its files in the order of their names. */
  public static java.util.SortedMap<DomainDay, List<CleanedFile>> list(Lake lake) {
    java.util.SortedMap<DomainDay, List<CleanedFile>> partitions = new java.util.TreeMap<>();
    for (Path domain : children(lake.incoming(), "domain_name=")) {
      for (Path type : children(domain, "event_type=")) {
        for (Path date : children(type, "event_date=")) {
          for (Path file : files(date)) {
            partitions.computeIfAbsent(new DomainDay(value(domain), value(date)), key -> new ArrayList<>())
                .add(cleanedFile(lake, file));
          }
        }
      }
    }
    partitions.values().forEach(files -> files.sort(Comparator.comparing(CleanedFile::path)));
    return partitions;
  }

  private static CleanedFile cleanedFile(Lake lake, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new CleanedFile(lake.root().relativize(file).toString().replace('\\', '/'),
          attributes.size(), attributes.lastModifiedTime().toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String value(Path folder) {
    String name = folder.getFileName().toString();
    return PartitionValue.decode(name.substring(name.indexOf('=') + 1));
  }

  static List<Path> children(Path folder, String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> child.getFileName().toString().startsWith(prefix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path partition) {
    return children(partition, "").stream().filter(file -> file.toString().endsWith(".parquet")).toList();
  }
}
