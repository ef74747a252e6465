package tarn.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tarn.aggregate.Aggregation;
import tarn.cli.Repository;

/** How long a person waits for a command that has next to nothing to do: from the shell to the end of the process. */
public final class StartBenchmark {
  /**
   * What was measured.
   *
   * @param command as one types it, the folder of the lake left out; or what a process does
   * @param seconds the median of the rounds
   */
  public record Figure(String command, double seconds) {}

  private StartBenchmark() {}

  /** @param rounds how many count, at least 1, after one that builds what is not built yet */
  public static List<Figure> run(int rounds) throws Exception {
    try (BenchmarkLake folder = new BenchmarkLake()) {
      IngestBenchmark.ingest(folder.lake(), BenchmarkLog.of(2_000));
      Aggregation aggregation = new Aggregation(folder.lake(), Clock.systemUTC());
      aggregation.build(aggregation.stale(), day -> {});
      return List.of(
          new Figure("query \"select 1\"", median(rounds, folder.local(""), "query", "select 1")),
          new Figure("query --help", median(rounds, folder.local(""), "query", "--help")),
          new Figure("first record of a JVM", median(rounds, firstRecord())));
    }
  }

  private static double median(int rounds, Path lake, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Repository.root().resolve("jbang").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TARN_LAKE", lake.toString());
    return median(rounds, builder);
  }

  /** With the quick compiler alone, as Lambda starts Java. */
  private static ProcessBuilder firstRecord() {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), FirstRecord.class.getName(),
        BenchmarkLog.of(1).lines().get(0));
  }

  private static double median(int rounds, ProcessBuilder builder) throws Exception {
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      long start = System.nanoTime();
      if (builder.start().waitFor() != 0) {
        throw new IOException(builder.command().get(0) + " failed; its words are above");
      }
      if (round > 0) {
        seconds.add((System.nanoTime() - start) / 1e9);
      }
    }
    return seconds.stream().sorted().toList().get(rounds / 2);
  }
}
