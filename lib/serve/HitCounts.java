package tarn.serve;

import java.util.concurrent.atomic.LongAdder;

/** What became of the hits since the start, counted. */
public final class HitCounts {
  private final LongAdder kept = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unknownDomain = new LongAdder();
  private final LongAdder optedOut = new LongAdder();

  /**
   * @param kept answered with 200, and in the journal or the lake
   * @param refused answered with 503
   * @param unknownDomain of no domain that is taken; not stored
   * @param optedOut of visitors who do not want to be counted; not stored
   */
  public record Sums(long kept, long refused, long unknownDomain, long optedOut) {}

  void kept() {
    kept.increment();
  }

  void refused() {
    refused.increment();
  }

  void unknownDomain() {
    unknownDomain.increment();
  }

  void optedOut() {
    optedOut.increment();
  }

  Sums sums() {
    return new Sums(kept.sum(), refused.sum(), unknownDomain.sum(), optedOut.sum());
  }
}
