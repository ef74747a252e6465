package tarn.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tarn.event.Schema;
import tarn.lake.CleanedPartitions.CleanedFile;

/**
 * A cleaned file that stands for several: their rows one file after another, {@code merged-FINGERPRINT.parquet}. Its
 * metadata names them, so that one of them can be taken out when its lines are transformed again. Where a plain file and
 * a merged one both hold the rows of a source, the plain one counts.
 *
 * @param path where it lies
 * @param sources in the order of their rows
 */
public record MergedFile(Path path, List<Source> sources) {
  /**
   * One of the files that were merged.
   *
   * @param name of the file in the same partition
   * @param fingerprint of that file, as it was when it was merged
   * @param rows how many it has
   */
  public record Source(String name, String fingerprint, long rows) {}

  private static final String PREFIX = "merged-";
  private static final String SUFFIX = ".parquet";
  private static final String METADATA_KEY = "tarn_sources";

  /** What the name of a merged file says; null for the name of any other file. */
  static Fingerprint fingerprint(String fileName) {
    return fileName.startsWith(PREFIX) && fileName.endsWith(SUFFIX)
        ? Fingerprint.parse(fileName.substring(PREFIX.length(), fileName.length() - SUFFIX.length()))
        : null;
  }

  static boolean isMerged(Path file) {
    return fingerprint(file.getFileName().toString()) != null;
  }

  static String nameOf(List<Source> sources) {
    return PREFIX + Fingerprint.sum(sources.stream().map(source -> Fingerprint.parse(source.fingerprint())).toList()) + SUFFIX;
  }

  static MergedFile read(Connection connection, Path file) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "select decode(value) from parquet_kv_metadata(?) where decode(key) = '" + METADATA_KEY + "'")) {
      statement.setString(1, file.toString());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new LakeException(file + " is named like a merged file and does not tell its sources: transform its raw files again");
        }
        return new MergedFile(file, Json.parse(row.getString(1), Source[].class));
      }
    }
  }

  private MergedFile(Path path, Source[] sources) {
    this(path, Arrays.asList(sources));
  }

  /** Writes rows as a merged file; {@code from} is the part of a query after its columns. */
  static void write(Connection connection, String from, List<Source> sources, Path target) throws SQLException {
    Duck.execute(connection, "copy (select " + columns() + " " + from + ") to " + Duck.text(target.toString())
        + " (format parquet, compression zstd, kv_metadata {" + METADATA_KEY + ": " + Duck.text(Json.text(sources)) + "})");
  }

  /** The columns of a cleaned file in the types of the schema, whoever wrote it. */
  private static String columns() {
    return Schema.INCOMING_EVENTS.fileColumns().stream()
        .map(column -> "cast(" + column.name() + " as " + column.type().parquetName() + ") as " + column.name())
        .collect(Collectors.joining(", "));
  }

  /**
   * Takes the rows out of merged files that another file of their partition has too, as a crash leaves them.
   *
   * @param files all files of some partitions
   * @return all files of these partitions afterwards
   */
  public static List<CleanedFile> settle(Lake lake, List<CleanedFile> files) {
    if (files.stream().noneMatch(CleanedFile::isMerged)) {
      return files;
    }
    return files.stream().map(CleanedFile::folder).distinct().map(lake.root()::resolve).flatMap(partition -> {
      settle(lake, partition);
      return CleanedPartitions.files(partition).stream();
    }).map(file -> CleanedPartitions.cleanedFile(lake, file)).toList();
  }

  /** The paths below the lake of the named files, and of all that were merged into them. */
  public static Set<String> paths(Lake lake, List<CleanedFile> files) {
    Set<String> paths = new HashSet<>();
    try (Connection connection = Duck.open(null)) {
      for (CleanedFile file : files) {
        paths.add(file.path());
        if (file.isMerged()) {
          read(connection, lake.root().resolve(file.path())).sources()
              .forEach(source -> paths.add(file.folder() + "/" + source.name()));
        }
      }
    } catch (SQLException e) {
      throw new LakeException("cannot read the merged files of the lake (" + e.getMessage() + ")", e);
    }
    return paths;
  }

  /** The same for one partition. Only under the lease: a merge that is under way has both for a moment. */
  static void settle(Lake lake, Path partition) {
    if (CleanedPartitions.files(partition).stream().noneMatch(MergedFile::isMerged)) {
      return;
    }
    Lease.betweenChanges(lake, () -> {
      Set<String> held = CleanedPartitions.files(partition).stream().filter(file -> !isMerged(file))
          .map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      each(partition, (connection, merged) -> merged.without(lake, connection, held).forEach(source -> held.add(source.name())));
    });
  }

  /**
   * Takes the rows of the named sources out of the merged files of a partition, and leaves all others alone. Only
   * {@link Lease#betweenChanges between changes}: another process may be about to put a merged file in its place.
   */
  static void takeOut(Lake lake, Path partition, Set<String> names) {
    each(partition, (connection, merged) -> merged.without(lake, connection, names));
  }

  private interface Change {
    void make(Connection connection, MergedFile file) throws SQLException;
  }

  private static void each(Path partition, Change change) {
    List<Path> merged = CleanedPartitions.files(partition).stream().filter(MergedFile::isMerged).toList();
    if (merged.isEmpty()) {
      return;
    }
    try (Connection connection = Duck.open(null)) {
      for (Path file : merged) {
        change.make(connection, read(connection, file));
      }
    } catch (SQLException e) {
      throw new LakeException("cannot read the merged files of " + partition + " (" + e.getMessage() + ")", e);
    }
  }

  /** Replaces this file by one without the named sources, and returns the sources that stay. */
  private List<Source> without(Lake lake, Connection connection, Set<String> names) throws SQLException {
    List<Source> kept = sources.stream().filter(source -> !names.contains(source.name())).toList();
    if (kept.size() == sources.size()) {
      return kept;
    }
    if (!kept.isEmpty()) {
      List<String> ranges = new ArrayList<>();
      long row = 0;
      for (Source source : sources) {
        if (!names.contains(source.name())) {
          ranges.add("file_row_number between " + row + " and " + (row + source.rows() - 1));
        }
        row += source.rows();
      }
      AtomicFile.write(lake, path.resolveSibling(nameOf(kept)), temporary -> write(connection, "from read_parquet("
          + Duck.text(path.toString()) + ", hive_partitioning = false, file_row_number = true) where "
          + String.join(" or ", ranges), kept, temporary));
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kept;
  }
}
