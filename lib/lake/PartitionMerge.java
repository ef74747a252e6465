package tarn.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tarn.event.Schema;
import tarn.lake.CleanedPartitions.CleanedFile;
import tarn.lake.MergedFile.Source;

/**
 * Several cleaned files of one partition become one. The new file is compared with the old ones, source by source,
 * before it is put in its place; after a crash both may be there, which {@link MergedFile#settle} mends.
 */
final class PartitionMerge {
  private final Lake lake;
  private final Lease lease;
  private final Connection connection;

  PartitionMerge(Lake lake, Lease lease, Connection connection) {
    this.lake = lake;
    this.lease = lease;
    this.connection = connection;
  }

  /** Merges those of the planned files that are still as they were; nothing where fewer than two are. */
  void merge(List<CleanedFile> planned) throws SQLException {
    List<CleanedFile> files = planned.stream().filter(this::isUnchanged).toList();
    if (files.size() < 2) {
      return;
    }
    try {
      mergeUnchanged(files);
    } catch (SQLException | LakeException e) {
      if (files.stream().allMatch(this::isUnchanged)) {
        throw e;
      }
      // What could not be read or is not alike was changed in the meantime: a later run merges what there is then.
    }
  }

  private void mergeUnchanged(List<CleanedFile> files) throws SQLException {
    List<Source> sources = new ArrayList<>();
    List<CleanedFile> inOrder = byTime(files);
    for (CleanedFile file : inOrder) {
      sources.addAll(sourcesOf(file));
    }
    String list = list(inOrder);
    String partition = inOrder.get(0).folder();
    Path target = lake.root().resolve(partition).resolve(MergedFile.nameOf(sources));
    AtomicFile.write(lake, target, temporary -> {
      MergedFile.write(connection, "from read_parquet(" + list + ", union_by_name = true, hive_partitioning = false)", sources, temporary);
      compare(inOrder, list, temporary);
    }, temporary -> lease.whileHeld(() -> publish(inOrder, temporary, target)));
  }

  /** What a transform wrote anew or took away in the meantime is not merged as it was. */
  private void publish(List<CleanedFile> files, Path merged, Path target) throws IOException {
    if (files.stream().allMatch(this::isUnchanged)) {
      AtomicFile.move(merged, target);
      for (CleanedFile file : files) {
        remove(file);
      }
    }
  }

  private boolean isUnchanged(CleanedFile file) {
    Path path = lake.root().resolve(file.path());
    try {
      return CleanedPartitions.cleanedFile(lake, path).equals(file);
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  private List<Source> sourcesOf(CleanedFile file) throws SQLException {
    Path path = lake.root().resolve(file.path());
    if (MergedFile.isMerged(path)) {
      return MergedFile.read(connection, path).sources();
    }
    return List.of(new Source(file.name(), file.fingerprint().toString(), rows(path)));
  }

  private long rows(Path file) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(
        "select count(*) from read_parquet(" + Duck.text(file.toString()) + ", hive_partitioning = false)")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Each file is sorted by time; one after another by their first rows they give row groups that prune. */
  private List<CleanedFile> byTime(List<CleanedFile> files) throws SQLException {
    Map<String, CleanedFile> byPath = files.stream()
        .collect(Collectors.toMap(file -> lake.root().resolve(file.path()).toString(), file -> file));
    List<CleanedFile> inOrder = new ArrayList<>();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(
        "select filename from read_parquet(" + list(files) + ", hive_partitioning = false, filename = true)"
            + " group by filename order by min(event_timestamp), filename")) {
      while (rows.next()) {
        inOrder.add(byPath.get(rows.getString(1)));
      }
    }
    return inOrder;
  }

  /** Throws where the rows of a file are not those that the merged file has in its place. */
  private void compare(List<CleanedFile> files, String list, Path merged) throws SQLException {
    String rowHash = Schema.INCOMING_EVENTS.fileColumns().stream()
        .map(column -> "cast(" + column.name() + " as " + column.type().parquetName() + ")")
        .collect(Collectors.joining(", ", "sum(hash(row(", ")))"));
    Map<String, String> before = hashes("select filename, count(*), " + rowHash + " from read_parquet(" + list
        + ", union_by_name = true, hive_partitioning = false, filename = true) group by filename");
    StringBuilder place = new StringBuilder("case");
    long end = 0;
    for (CleanedFile file : files) {
      String path = lake.root().resolve(file.path()).toString();
      end += Long.parseLong(before.get(path).split(" ")[0]);
      place.append(" when file_row_number < ").append(end).append(" then ").append(Duck.text(path));
    }
    Map<String, String> after = hashes("select " + place + " end as place, count(*), " + rowHash + " from read_parquet("
        + Duck.text(merged.toString()) + ", hive_partitioning = false, file_row_number = true) group by place");
    if (!before.equals(after)) {
      throw new LakeException("the merged rows of " + files.get(0).folder()
          + " are not those of its files: nothing was changed; please report this");
    }
  }

  private Map<String, String> hashes(String sql) throws SQLException {
    Map<String, String> hashes = new HashMap<>();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        hashes.put(rows.getString(1), rows.getString(2) + " " + rows.getString(3));
      }
    }
    return hashes;
  }

  /** A file that was written anew since it was read stays, and counts before the copy that was merged. */
  private void remove(CleanedFile file) throws IOException {
    Path path = lake.root().resolve(file.path());
    Path taken = lake.temporaryFile(lake.cleaned(), "-" + file.name());
    Files.move(path, taken, StandardCopyOption.ATOMIC_MOVE);
    CleanedFile now = CleanedPartitions.cleanedFile(lake, taken);
    if (now.size() == file.size() && now.modified() == file.modified()) {
      Files.delete(taken);
    } else {
      Files.move(taken, path);
    }
  }

  private String list(List<CleanedFile> files) {
    return files.stream().map(file -> Duck.text(lake.root().resolve(file.path()).toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
