package tarn.stack;

import java.util.List;
import tarn.aggregate.ZoneSize;
import tarn.aws.InstanceLedger;
import tarn.lake.LedgerEntry;

/**
 * What a month brings, as far as it costs.
 *
 * @param pageViews of visitors a month
 * @param hitsPerPageView hits logged for each: itself, events, engagement pings, bots
 * @param lineBytes of a log line, not compressed
 * @param rawBytes of it in raw
 * @param cleanedBytes of it in cleaned, as Firehose writes it
 * @param curatedBytes of it in curated
 * @param domains sites with their own partitions
 * @param months for which cleaned and curated are kept
 * @param rawDays for which raw lines are kept
 */
public record Traffic(long pageViews, double hitsPerPageView, double lineBytes, double rawBytes, double cleanedBytes,
    double curatedBytes, int domains, int months, int rawDays) {
  /** Firehose writes Snappy where Tarn writes ZSTD. */
  private static final double SNAPPY_PER_ZSTD = 2;
  /** Measured on the week of {@code demo --to 2026-11-23}: 48,762 lines for 22,786 page views of people. */
  public static final Traffic DEMO = new Traffic(1_000_000, 2.1, 1_037, 97, 144 * SNAPPY_PER_ZSTD, 39, 1, 12, 30);

  double hits() {
    return pageViews * hitsPerPageView;
  }

  public Traffic withPageViews(long pageViews) {
    return new Traffic(pageViews, hitsPerPageView, lineBytes, rawBytes, cleanedBytes, curatedBytes, domains, months, rawDays);
  }

  public Traffic with(double hitsPerPageView, int domains, int months) {
    return new Traffic(pageViews, hitsPerPageView, lineBytes, rawBytes, cleanedBytes, curatedBytes, domains, months, rawDays);
  }

  /** With the bytes that a line of a lake takes in each zone; as before where it has no lines. */
  public Traffic measuredIn(List<LedgerEntry> lines, List<ZoneSize> zones) {
    double records = lines.stream().mapToLong(LedgerEntry::records).sum();
    if (records == 0) {
      return this;
    }
    double bytes = lines.stream().mapToLong(LedgerEntry::bytes).sum();
    return new Traffic(pageViews, hitsPerPageView, bytes / records, size(zones, "raw") / records,
        size(zones, "cleaned") / records * SNAPPY_PER_ZSTD / (1 + (SNAPPY_PER_ZSTD - 1) * shareOfFirehose(lines)),
        size(zones, "curated") / records, domains, months, rawDays);
  }

  /** Of the events in cleaned. */
  private static double shareOfFirehose(List<LedgerEntry> lines) {
    double all = lines.stream().mapToLong(LedgerEntry::ok).sum();
    return all == 0 ? 0 : lines.stream().filter(InstanceLedger::isOfFirehose).mapToLong(LedgerEntry::ok).sum() / all;
  }

  private static double size(List<ZoneSize> zones, String name) {
    return zones.stream().filter(zone -> zone.zone().equals(name)).mapToLong(ZoneSize::bytes).sum();
  }
}
