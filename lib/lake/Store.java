package tarn.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where the files of a lake lie. A path is relative to the lake, has forward slashes and begins with a zone; that of a
 * folder ends with a slash, and folders are there as long as a file is in them. A file is there whole or not at all.
 *
 * <p>What takes several takes them side by side where that is faster. Failures of the store are {@link LakeException}s.
 */
public interface Store {
  /**
   * What a small file holds.
   *
   * @param version tells it from what is written later; null where the bytes themselves do
   */
  record Content(byte[] bytes, String version) {}

  /** The files whose paths begin with one of the prefixes, in the order of the prefixes and then of their paths. */
  List<LakeFile> list(Collection<String> prefixes);

  /** The files whose paths begin with the prefix, in the order of their paths. */
  default List<LakeFile> list(String prefix) {
    return list(List.of(prefix));
  }

  /** The folders whose paths begin with the prefix and have no further slash, but for the one at their end, in order. */
  List<String> folders(String prefix);

  /** The file with this path; null where there is none. */
  LakeFile find(String path);

  /** What small files hold, in the order given; those that are not there are left out. */
  Map<String, Content> read(Collection<String> paths);

  /** What a small file holds; null where there is none. */
  default Content read(String path) {
    return read(List.of(path)).get(path);
  }

  /** Files on this machine with the content of these, in folders of the same names, to be read and left alone. */
  List<Path> fetch(Collection<LakeFile> files);

  /** A file on this machine with the content of this one. */
  default Path fetch(LakeFile file) {
    return fetch(List.of(file)).get(0);
  }

  /** The content of a file, which leaves no copy on this machine. */
  InputStream open(LakeFile file) throws IOException;

  /** The folder on this machine in which {@link #fetch} puts what lies in a folder of the lake. */
  Path fetched(String folder);

  /**
   * The Parquet files that lie so many folders below a folder, as DuckDB reads them: paths on this machine, or patterns of
   * paths; none where there is no such file.
   */
  default List<String> parquet(String folder, int depth) {
    return parquet(folder, depth, file -> true);
  }

  /** The same of partitions whose files are wanted. */
  List<String> parquet(String folder, int depth, Predicate<LakeFile> wanted);

  /** Whether a file is one of those that {@link #parquet} tells of. */
  static boolean isParquet(LakeFile file, String folder, int depth) {
    return file.name().endsWith(".parquet") && file.path().substring(folder.length()).chars().filter(c -> c == '/').count() == depth;
  }

  /**
   * This store as DuckDB reads it on a connection: where it can read files where they are, and is wanted to, it is told how,
   * and {@link #parquet} names these.
   */
  default Store on(Connection connection) throws SQLException {
    return this;
  }

  /** A new name on this machine for what is to be {@link #put} at a path. Where {@link Lake#isForOwnerOnly} the file is made. */
  Path temporary(String path) throws IOException;

  /** Puts a file that lies at a {@link #temporary} name at its path, in place of what is there, if the gate lets it. */
  void put(Path temporary, String path, Gate gate) throws IOException;

  /**
   * Writes a small file if there is none yet.
   *
   * @param content unlike that of any other writer
   * @return false where there is one, which stays
   */
  boolean create(String path, byte[] content);

  /**
   * Writes a small file anew if it still is what was read. Only {@link #exclusively}.
   *
   * @param content unlike that of any other writer
   * @return false where it is something else
   */
  boolean replace(String path, Content read, byte[] content);

  /** Deletes files, those that are there. @return how many it were, as far as the store can tell */
  long delete(Collection<String> paths);

  /** Deletes a file if it still is what was listed. */
  void deleteUnchanged(LakeFile file);

  /** Deletes a file where it is there. */
  default void delete(String path) {
    delete(List.of(path));
  }

  /** Makes a change while no other process makes one so, as far as the store can keep them out: S3 cannot. */
  void exclusively(Change change) throws IOException;

  /** Shows other processes that this one is there, until it ends. @return null where another one is there, or nobody can tell */
  Presence present() throws IOException;

  /** See {@link #present}. */
  interface Presence {
    void end() throws IOException;
  }

  /** Where on this machine something lies that belongs to the lake and only this machine uses. */
  Path local(String path);

  /** A folder on this machine for what does not fit into memory, and for files that are not yet in their place. */
  Path scratch();

  /** Deletes what killed processes left on this machine before an instant. @return how many files it were */
  long deleteLeftovers(Instant before) throws IOException;

  /** The lake as people write it. */
  @Override
  String toString();
}
