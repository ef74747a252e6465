package tarn.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Waits until something has reached the disk, so that it is there still when the power comes back. */
public final class DiskSync {
  private DiskSync() {}

  /** What is in a file. */
  static void content(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Which files are in a folder, where the file system can tell: some cannot, and there the names follow with the content. */
  public static void names(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException noSuchForce) {
      // As said; where the disk is at fault, the content told.
    }
  }

  /** Makes a folder that stays, with those it lies in; nothing where it is there. */
  static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    createFolders(folder.getParent());
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    names(folder.getParent());
  }
}
