package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StagedFilesTest {
  @TempDir
  Path folder;

  private static List<String> files(Path start) throws IOException {
    try (Stream<Path> found = Files.walk(start)) {
      return found.filter(Files::isRegularFile).map(file -> start.relativize(file).toString()).toList();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatWasWrittenBecomesACopyOnAnotherFileSystemToo() throws IOException {
    Path cache = Files.createTempDirectory(Path.of("/dev/shm"), "tarn-test");
    try {
      assertNotEquals(Files.getFileStore(folder), Files.getFileStore(cache));
      StagedFiles staged = new StagedFiles(cache.resolve("s3"), 1 << 20, Clock.systemUTC());
      Path written = Files.writeString(folder.resolve("written"), "content");
      Path copy = staged.path("bucket", "folder/file.parquet", "etag");
      staged.adopt(written, copy);
      assertTrue(staged.isThere(copy, 7));
      assertEquals(List.of("s3/bucket/folder/etag-file.parquet"), files(cache));
      staged.forget("bucket", "folder/file.parquet");
    } finally {
      FolderTree.delete(cache);
    }
  }

  @Test
  void aFolderThatTakesNoCopiesIsNoFailureOfWhatWasWritten() throws IOException {
    Path cache = Files.writeString(folder.resolve("cache"), "a file");
    StagedFiles staged = new StagedFiles(cache.resolve("s3"), 1 << 20, Clock.systemUTC());
    staged.adopt(Files.writeString(folder.resolve("written"), "content"), staged.path("bucket", "file.parquet", "etag"));
    assertEquals(List.of("cache", "written"), files(folder).stream().sorted().toList());
  }
}
