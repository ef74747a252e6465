package tarn.lake;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tarn.event.Schema;

/**
 * A cleaned file that stands for several: their rows one file after another, {@code merged-FINGERPRINT.parquet}. Its
 * metadata names them, so that one of them can be taken out when its lines are transformed again. Where a plain file and
 * a merged one both hold the rows of a source, the plain one counts.
 *
 * @param sources in the order of their rows
 */
public record MergedFile(LakeFile file, List<Source> sources) {
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
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9a-f]{32})" + Pattern.quote(SUFFIX));
  private static final String METADATA_KEY = "tarn_sources";

  /** What the name of a merged file says, spelt as {@link #nameOf} does; null for the name of any other file. */
  static Fingerprint fingerprint(String fileName) {
    Matcher name = NAME.matcher(fileName);
    return name.matches() ? Fingerprint.parse(name.group(1)) : null;
  }

  static String nameOf(List<Source> sources) {
    return PREFIX + Fingerprint.sum(sources.stream().map(source -> Fingerprint.parse(source.fingerprint())).toList()) + SUFFIX;
  }

  static MergedFile read(Lake lake, Connection connection, LakeFile file) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "select decode(value) from parquet_kv_metadata(?) where decode(key) = '" + METADATA_KEY + "'")) {
      statement.setString(1, lake.store().fetch(file).toString());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new LakeException(file.path() + " is named like a merged file and does not tell its sources: transform its raw files again");
        }
        return new MergedFile(file, Json.parse(row.getString(1), Source[].class));
      }
    }
  }

  private MergedFile(LakeFile file, Source[] sources) {
    this(file, Arrays.asList(sources));
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
   * Takes the rows out of merged files that another file of their partition has too, as a crash leaves them. Only under
   * the lease: a merge that is under way has both for a moment.
   *
   * @param files all files of some partitions
   * @return all files of these partitions afterwards
   */
  public static List<LakeFile> settle(Lake lake, List<LakeFile> files) {
    if (files.stream().noneMatch(LakeFile::isMerged)) {
      return files;
    }
    List<String> partitions = files.stream().map(LakeFile::folder).distinct().toList();
    partitions.forEach(partition -> Lease.betweenChanges(lake, () -> settle(lake, partition)));
    return CleanedPartitions.files(lake, partitions);
  }

  private static void settle(Lake lake, String partition) {
    List<LakeFile> files = CleanedPartitions.files(lake, List.of(partition));
    Set<String> held = files.stream().filter(file -> !file.isMerged()).map(LakeFile::name).collect(Collectors.toSet());
    each(lake, files, (connection, merged) -> merged.without(lake, connection, held).forEach(source -> held.add(source.name())));
  }

  /** The paths below the lake of the named files, and of all that were merged into them. */
  public static Set<String> paths(Lake lake, List<LakeFile> files) {
    Set<String> paths = files.stream().map(LakeFile::path).collect(Collectors.toCollection(HashSet::new));
    each(lake, files, (connection, merged) ->
        merged.sources().forEach(source -> paths.add(merged.file().folder() + source.name())));
    return paths;
  }

  /**
   * Takes the rows of the named sources out of those of the files that are merged. Only {@link Lease#betweenChanges
   * between changes}: another process may be about to put a merged file in its place.
   */
  static void takeOut(Lake lake, List<LakeFile> files, Set<String> names) {
    each(lake, files, (connection, merged) -> merged.without(lake, connection, names));
  }

  private interface Visit {
    void visit(Connection connection, MergedFile merged) throws SQLException;
  }

  private static void each(Lake lake, List<LakeFile> files, Visit visit) {
    List<LakeFile> merged = files.stream().filter(LakeFile::isMerged).toList();
    if (merged.isEmpty()) {
      return;
    }
    try (Connection connection = Duck.open(null)) {
      for (LakeFile file : merged) {
        visit.visit(connection, read(lake, connection, file));
      }
    } catch (SQLException e) {
      throw new LakeException("cannot read the merged files of " + lake + " (" + e.getMessage() + ")", e);
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
      AtomicFile.write(lake, file.folder() + nameOf(kept), temporary -> write(connection, "from read_parquet("
          + Duck.text(lake.store().fetch(file).toString()) + ", hive_partitioning = false, file_row_number = true) where "
          + String.join(" or ", ranges), kept, temporary));
    }
    lake.store().delete(file.path());
    return kept;
  }
}
