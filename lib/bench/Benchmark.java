package tarn.bench;

import java.io.IOException;

/** One thing that is measured. A new benchmark is a class of its own here, and a line in {@link Benchmarks}. */
public interface Benchmark extends AutoCloseable {
  /** What is measured, as the table of {@code bench} shows it. */
  String name();

  /** What {@link #run} counts, in the plural, for example {@code lines}. */
  default String unit() {
    return "lines";
  }

  /** Makes ready for one run. Its time does not count. */
  default void prepare() throws Exception {}

  /**
   * Does the work once, under the clock. Refuses to go on where the work was not done: a wrong answer has no speed.
   *
   * @return how many units were worked through
   */
  long run() throws Exception;

  /** Clears up after each run. Its time does not count. */
  @Override
  default void close() throws IOException {}
}
