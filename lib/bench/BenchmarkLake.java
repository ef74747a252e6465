package tarn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tarn.lake.FolderTree;
import tarn.lake.Lake;

/** A new lake in a temporary folder, gone when closed. */
final class BenchmarkLake implements AutoCloseable {
  private final Path folder;
  private final Lake lake;

  BenchmarkLake() throws IOException {
    folder = Files.createTempDirectory("tarn-bench");
    lake = Lake.openOrCreate(folder);
  }

  Lake lake() {
    return lake;
  }

  /** A file or folder of the lake. */
  Path local(String path) {
    return lake.store().local(path);
  }

  @Override
  public void close() throws IOException {
    FolderTree.delete(folder);
  }
}
