package tarn.lake;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import tarn.log.LogFormat;

/**
 * What became of the records of one raw file: each is in exactly one of the counts.
 *
 * @param name the raw file's, SHA-256 of its content
 * @param source the file it came from, without its folder
 * @param day day of arrival
 * @param pagesHost null where pixel requests count
 * @param domains whose hits were taken, in normal spelling; null where those of every site were, or where nobody knows
 * @param trimSlash true where {@code /a/} was taken for {@code /a}
 * @param bytes of the lines, not compressed
 * @param ok events, bots included
 * @param dropped by reason
 * @param failed by reason; these lie in {@code raw/error}
 */
public record LedgerEntry(
    String name,
    String source,
    String day,
    String format,
    String pagesHost,
    List<String> domains,
    boolean trimSlash,
    String ingestedAt,
    long bytes,
    long records,
    long ok,
    long bots,
    SortedMap<String, Long> dropped,
    SortedMap<String, Long> failed) {
  /** How entries spell a format. */
  static String nameOf(LogFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  LogFormat logFormat() {
    return LogFormat.valueOf(format.toUpperCase(Locale.ROOT));
  }

  public long droppedCount() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  public long failedCount() {
    return failed.values().stream().mapToLong(Long::longValue).sum();
  }
}
