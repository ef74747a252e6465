package tarn.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Locks of the operating system, by which processes that share a folder know of each other: one on {@code lease.lock} is
 * held for moments, around each change; one on {@code lease.alive} lasts as long as the process that took it, which is
 * how a crash is told from work.
 */
final class FolderLock {
  /**
   * The folders in which this process is present. It is asked before the file is, because closing a file gives up all
   * locks that the process has on it; and it is the monitor of all that happens under {@code lease.lock}.
   */
  private static final Set<Path> IN_THIS_PROCESS = new HashSet<>();

  private final Path folder;

  FolderLock(Path folder) {
    this.folder = folder;
  }

  void exclusively(Change change) throws IOException {
    Files.createDirectories(folder);
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel channel = open("lease.lock")) {
        channel.lock();
        change.make();
      }
    }
  }

  /** Only {@link #exclusively}, as is its end. @return null where this process or another one is present already */
  Store.Presence present() throws IOException {
    if (IN_THIS_PROCESS.contains(folder)) {
      return null;
    }
    FileChannel alive = open("lease.alive");
    if (alive.tryLock() == null) {
      alive.close();
      return null;
    }
    IN_THIS_PROCESS.add(folder);
    return () -> {
      IN_THIS_PROCESS.remove(folder);
      alive.close();
    };
  }

  private FileChannel open(String name) throws IOException {
    return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
