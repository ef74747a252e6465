package tarn.lake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tarn.aggregate.SmallLake;

/** A process of its own that fills and builds a lake, made to be killed. */
public final class CrashRun {
  private CrashRun() {}

  public static void main(String... arguments) throws Exception {
    if (arguments.length > 2) {
      limitFileSize(arguments[2]);
    }
    run(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  /** Only now, because DuckDB unpacks its library when it is first used. */
  private static void limitFileSize(String bytes) throws Exception {
    Duck.open(null).close();
    String self = Long.toString(ProcessHandle.current().pid());
    if (new ProcessBuilder("prlimit", "--pid", self, "--fsize=" + bytes).start().waitFor() != 0) {
      throw new IllegalStateException("prlimit does not work here");
    }
  }

  static SmallLake run(Path lakeFolder, Path logs) throws Exception {
    SmallLake lake = new SmallLake(lakeFolder);
    try (Stream<Path> files = Files.list(logs)) {
      for (Path log : files.sorted().toList()) {
        lake.ingest(Files.readAllBytes(log), false);
      }
    }
    return lake.aggregate();
  }
}
