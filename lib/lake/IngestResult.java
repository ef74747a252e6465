package tarn.lake;

import java.util.Map;
import java.util.TreeMap;

/** What became of one input. */
public final class IngestResult {
  final Map<String, Long> dropped = new TreeMap<>();
  final Map<String, Long> failed = new TreeMap<>();
  long records;
  long ok;
  long bots;
  long bytes;
  long skipped;
  long skippedFiles;
  long left;
  String damage;

  /** @param entry what was counted of a raw file; null for one that was left as it was */
  void add(LedgerEntry entry) {
    if (entry == null) {
      left++;
      return;
    }
    records += entry.records();
    ok += entry.ok();
    bots += entry.bots();
    bytes += entry.bytes();
    entry.dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
    entry.failed().forEach((reason, count) -> failed.merge(reason, count, Long::sum));
  }

  /** Adds up the results of several inputs. */
  public void add(IngestResult other) {
    records += other.records;
    ok += other.ok;
    bots += other.bots;
    bytes += other.bytes;
    skipped += other.skipped;
    skippedFiles += other.skippedFiles;
    left += other.left;
    other.dropped.forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
    other.failed.forEach((reason, count) -> failed.merge(reason, count, Long::sum));
    damage = damage == null ? other.damage : damage;
  }

  public long records() {
    return records;
  }

  public long ok() {
    return ok;
  }

  public long bots() {
    return bots;
  }

  /** Records that the lake had already. */
  public long skipped() {
    return skipped;
  }

  /** Raw files that were left as they were, because their lines can give no ids any more: a salt was destroyed. */
  public long left() {
    return left;
  }

  public Map<String, Long> dropped() {
    return dropped;
  }

  public Map<String, Long> failed() {
    return failed;
  }

  /** True where all of the input could be read, and none of it failed. */
  public boolean isWhole() {
    return failed.isEmpty() && damage == null && left == 0;
  }

  /** Why the input could not be read to its end, as one sentence; null where it could. */
  public String damage() {
    return damage;
  }
}
