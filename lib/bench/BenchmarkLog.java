package tarn.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import tarn.traffic.BenchmarkMix;

/**
 * The log that the benchmarks work on.
 *
 * @param day the UTC day on which all lines arrive
 * @param lines without line ends
 * @param bytes the same as a file
 */
public record BenchmarkLog(LocalDate day, List<String> lines, byte[] bytes) {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  /** The mix of {@link BenchmarkMix}, the same at each call. */
  public static BenchmarkLog of(int lines) {
    List<String> mix = new BenchmarkMix(1, DAY, lines).lines().toList();
    byte[] bytes = mix.stream().collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8);
    return new BenchmarkLog(DAY, mix, bytes);
  }
}
