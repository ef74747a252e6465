package tarn.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
  public record CleanedFile(String path, long size, long modified) {
    /** The fingerprint of the file, or of the files it was merged out of: merging changes no fingerprint. */
    public Fingerprint fingerprint() {
      Fingerprint merged = MergedFile.fingerprint(name());
      return merged != null ? merged : Fingerprint.of(path + '\n' + size + '\n' + modified);
    }

    /** True where it was merged out of others. */
    public boolean isMerged() {
      return MergedFile.fingerprint(name()) != null;
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The folder it lies in, below the lake. */
    String folder() {
      return path.substring(0, path.lastIndexOf('/'));
    }
  }

  /** A domain and a day, the unit of aggregation. */
  public record DomainDay(String domain, String date) implements Comparable<DomainDay> {
    @Override
    public int compareTo(DomainDay other) {
      return Comparator.comparing(DomainDay::date).thenComparing(DomainDay::domain).compare(this, other);
    }
  }

  private CleanedPartitions() {}

  static boolean hasDay(Lake lake, String date) {
    return folders(lake).stream().anyMatch(folder -> value(folder).equals(date) && !files(folder).isEmpty());
  }

  /** The folder of every partition. */
  static List<Path> folders(Lake lake) {
    return children(lake.incoming(), "domain_name=").stream()
        .flatMap(domain -> children(domain, "event_type=").stream())
        .flatMap(type -> children(type, "event_date=").stream())
        .toList();
  }

  /** Every domain and day that has a file, with its files in the order of their names. */
  public static SortedMap<DomainDay, List<CleanedFile>> list(Lake lake) {
    SortedMap<DomainDay, List<CleanedFile>> partitions = new TreeMap<>();
    for (Path folder : folders(lake)) {
      DomainDay day = new DomainDay(value(folder.getParent().getParent()), value(folder));
      for (Path file : files(folder)) {
        partitions.computeIfAbsent(day, key -> new ArrayList<>()).add(cleanedFile(lake, file));
      }
    }
    partitions.values().forEach(files -> files.sort(Comparator.comparing(CleanedFile::path)));
    return partitions;
  }

  static CleanedFile cleanedFile(Lake lake, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new CleanedFile(lake.root().relativize(file).toString().replace('\\', '/'),
          attributes.size(), attributes.lastModifiedTime().toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String value(Path folder) {
    String name = folder.getFileName().toString();
    return PartitionValue.decode(name.substring(name.indexOf('=') + 1));
  }

  public static List<Path> children(Path folder, String prefix) {
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
