package tarn.lake;

import java.io.IOException;
import java.nio.file.Path;
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
  void merge(List<LakeFile> planned) throws SQLException {
    List<LakeFile> files = planned.stream().filter(this::isUnchanged).toList();
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

  private void mergeUnchanged(List<LakeFile> files) throws SQLException {
    List<Source> sources = new ArrayList<>();
    List<LakeFile> inOrder = byTime(files);
    for (LakeFile file : inOrder) {
      sources.addAll(sourcesOf(file));
    }
    String list = list(inOrder);
    String partition = inOrder.get(0).folder();
    AtomicFile.write(lake, partition + MergedFile.nameOf(sources), temporary -> {
      MergedFile.write(connection, "from read_parquet(" + list + ", union_by_name = true, hive_partitioning = false)", sources, temporary);
      compare(inOrder, list, temporary);
    }, change -> lease.whileHeld(() -> publish(inOrder, change)));
  }

  /** What a transform wrote anew or took away in the meantime is not merged as it was. */
  private void publish(List<LakeFile> files, Change merged) throws IOException {
    if (files.stream().allMatch(this::isUnchanged)) {
      merged.make();
      // A file that was written anew since it was read stays, and counts before the copy that was merged.
      files.forEach(lake.store()::deleteUnchanged);
    }
  }

  private boolean isUnchanged(LakeFile file) {
    return file.isStill(lake.store().find(file.path()));
  }

  private List<Source> sourcesOf(LakeFile file) throws SQLException {
    return file.isMerged() ? MergedFile.read(lake, connection, file).sources()
        : List.of(new Source(file.name(), file.fingerprint().toString(), rows(lake.store().fetch(file))));
  }

  private long rows(Path file) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(
        "select count(*) from read_parquet(" + Duck.text(file.toString()) + ", hive_partitioning = false)")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Each file is sorted by time; one after another by their first rows they give row groups that prune. */
  private List<LakeFile> byTime(List<LakeFile> files) throws SQLException {
    Map<String, LakeFile> byPath = files.stream()
        .collect(Collectors.toMap(file -> lake.store().fetch(file).toString(), file -> file));
    List<LakeFile> inOrder = new ArrayList<>();
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
  private void compare(List<LakeFile> files, String list, Path merged) throws SQLException {
    String rowHash = Schema.INCOMING_EVENTS.fileColumns().stream()
        .map(column -> "cast(" + column.name() + " as " + column.type().parquetName() + ")")
        .collect(Collectors.joining(", ", "sum(hash(row(", ")))"));
    Map<String, String> before = hashes("select filename, count(*), " + rowHash + " from read_parquet(" + list
        + ", union_by_name = true, hive_partitioning = false, filename = true) group by filename");
    StringBuilder place = new StringBuilder("case");
    long end = 0;
    for (LakeFile file : files) {
      String path = lake.store().fetch(file).toString();
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

  private String list(List<LakeFile> files) {
    return lake.store().fetch(files).stream().map(file -> Duck.text(file.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
