package tarn.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Copies of files of lakes on S3, in the user's cache folder: {@code BUCKET/FOLDERS/ETAG-NAME}. The folders are those of
 * the key, so that partition values can be read from the path, and a file that was replaced has another name. The
 * longest unused go when there are more bytes than wanted, but none that was used within {@link #IN_USE}: a statement of
 * another process may be about to read it.
 */
final class StagedFiles {
  private static final Duration IN_USE = Duration.ofHours(1);

  private record Staged(Path path, long size, Instant used) {}

  private final Path folder;
  private final long mostBytes;
  private final Clock clock;

  StagedFiles(Path folder, long mostBytes, Clock clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.mostBytes = mostBytes;
    this.clock = clock;
    if (this.folder.toString().matches(".*[*?\\[\\]].*")) {
      throw new LakeException(this.folder + " has one of * ? [ ] in its path, which DuckDB reads as a pattern: set TARN_CACHE to another folder");
    }
  }

  /** Where copies of what lies in a folder of a bucket lie. */
  Path folder(String bucket, String key) {
    return folder.resolve(bucket).resolve(local(key));
  }

  /** Where the copy of an object lies, or would. */
  Path path(String bucket, String key, String etag) {
    int slash = key.lastIndexOf('/') + 1;
    return folder(bucket, key.substring(0, slash)).resolve(local(etag + "-" + key.substring(slash)));
  }

  /** Other writers may use any name: it stays in the folder, and DuckDB takes no file for a pattern of files. */
  private static String local(String key) {
    for (String name : key.split("/")) {
      if (name.equals("..") || name.equals(".") || name.indexOf('\0') >= 0) {
        throw new LakeException("the key " + key + " cannot be the path of a file here: rename the object");
      }
    }
    return key.replace("*", "%2A").replace("?", "%3F").replace("[", "%5B").replace("]", "%5D").replace("\\", "%5C");
  }

  /** True where the copy is there; it counts as used now. */
  boolean isThere(Path copy, long size) {
    try {
      if (Files.size(copy) != size) {
        return false;
      }
      Files.setLastModifiedTime(copy, FileTime.from(clock.instant()));
      return true;
    } catch (IOException notThere) {
      return false;
    }
  }

  /** A name for a copy that is not whole yet. */
  Path unfinished(Path copy) throws IOException {
    return createFolders(copy.getParent()).resolve("." + copy.getFileName() + "." + java.util.UUID.randomUUID());
  }

  /** Puts a whole copy in its place. */
  void keep(Path whole, Path copy) throws IOException {
    createFolders(copy.getParent());
    Files.move(whole, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Files.setLastModifiedTime(copy, FileTime.from(clock.instant()));
  }

  /** Takes over a file of which there is no copy yet. It has been written to S3 already: where this fails it is fetched when it is needed. */
  void adopt(Path whole, Path copy) {
    try {
      Path unfinished = unfinished(copy);
      try {
        // The cache may lie on another file system.
        Files.move(whole, unfinished);
        keep(unfinished, copy);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException oneCopyLess) {
      // As said.
    }
  }

  private Path createFolders(Path wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder.getParent());
      OwnerOnly.createFolder(folder);
    }
    return Files.createDirectories(wanted);
  }

  /** Deletes the copies of an object, whatever its content was. */
  void forget(String bucket, String key) {
    String name = "-" + local(key.substring(key.lastIndexOf('/') + 1));
    for (Staged staged : all(folder(bucket, key.substring(0, key.lastIndexOf('/') + 1)), 1)) {
      if (staged.path().getFileName().toString().endsWith(name)) {
        delete(staged.path());
      }
    }
  }

  /** Makes room. */
  void evict() {
    List<Staged> staged = all(folder, Integer.MAX_VALUE);
    long bytes = staged.stream().mapToLong(Staged::size).sum();
    Instant inUse = clock.instant().minus(IN_USE);
    staged.sort(Comparator.comparing(Staged::used));
    for (Staged oldest : staged) {
      if (bytes <= mostBytes || oldest.used().isAfter(inUse)) {
        return;
      }
      delete(oldest.path());
      bytes -= oldest.size();
    }
  }

  private void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      throw new LakeException("cannot delete " + copy + " (" + e.getMessage() + "): mend its permissions and run again", e);
    }
    // Fails where other copies are left, which is as it should be.
    for (Path parent = copy.getParent(); !parent.equals(folder) && parent.toFile().delete(); parent = parent.getParent()) {
      continue;
    }
  }

  private static List<Staged> all(Path start, int depth) {
    List<Staged> staged = new ArrayList<>();
    try {
      Files.walkFileTree(start, java.util.EnumSet.noneOf(java.nio.file.FileVisitOption.class), depth, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (attributes.isRegularFile()) {
            staged.add(new Staged(file, attributes.size(), attributes.lastModifiedTime().toInstant()));
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, IOException gone) {
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (NoSuchFileException none) {
      // Nothing is staged yet.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return staged;
  }
}
