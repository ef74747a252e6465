package tarn.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tarn.log.DamagedInput;
import tarn.log.FastGzip;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogInput;
import tarn.log.LogParser;

/**
 * Takes away everything of one site: cleaned, curated, and its lines in raw, in quarantine and among those that Firehose
 * could not deliver. Raw files keep their names, so that the logs they came from are still known and are not taken in
 * again; a log that has grown since is another one, and brings the site back with it.
 */
public final class DomainErasure {
  private final Lake lake;
  private final Clock clock;
  private final List<String> damaged = new ArrayList<>();
  private long deletedFiles;
  private long erasedLines;

  public DomainErasure(Lake lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
  }

  /**
   * Erases all that can be read; see {@link #damaged}.
   *
   * @param domain in normal spelling
   */
  public void erase(String domain) {
    try (Lease lease = Lease.take(lake, "prune", clock)) {
      lease.whileHeld(() -> deletePartitions(domain));
      for (LakeFile file : lake.store().list(lake.raw())) {
        LedgerEntry entry = entry(PartitionValue.in(file.path(), "event_date"), RawFile.name(file));
        LogParser parser = parser(entry);
        rewrite(lease, file, domain, (line, site) -> site.rest(line, parser, pagesHost(entry)));
      }
      for (LakeFile file : lake.store().list(lake.errors())) {
        LedgerEntry entry = entry(Quarantine.day(lake, file), Quarantine.name(file));
        LogParser parser = parser(entry);
        rewrite(lease, file, domain, (line, site) -> Quarantine.rest(line, kept -> site.rest(kept, parser, pagesHost(entry))));
      }
      for (LakeFile file : lake.store().list(lake.failedDeliveries())) {
        rewrite(lease, file, domain, FailedDeliveries::rest);
      }
    }
  }

  private void deletePartitions(String domain) {
    String folder = Lake.domainFolder(domain);
    List<String> folders = new ArrayList<>(List.of(lake.incoming() + folder));
    lake.store().folders(lake.aggregated()).forEach(table -> folders.add(table + folder));
    lake.store().folders(lake.manifests()).forEach(target -> folders.add(target + folder));
    deletedFiles += lake.store().delete(lake.store().list(folders).stream().map(LakeFile::path).toList());
  }

  /** Null where a crash left a file without one, or Firehose wrote it. */
  private LedgerEntry entry(String day, String name) {
    return new Ledger(lake).read(day, name);
  }

  private static LogParser parser(LedgerEntry entry) {
    return (entry == null ? LogFormat.REALTIME : entry.logFormat()).parser();
  }

  private static String pagesHost(LedgerEntry entry) {
    return entry == null ? null : entry.pagesHost();
  }

  private interface Erasure {
    /** What stays of a line: the same array where nothing goes, null where all of it does. */
    byte[] rest(byte[] line, SiteLines site);
  }

  private void rewrite(Lease lease, LakeFile file, String domain, Erasure erasure) {
    SiteLines site = new SiteLines(domain);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    boolean isSame = true;
    try (LineReader lines = new LineReader(LogInput.open(lake.store().open(file)))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        byte[] rest = erasure.rest(line, site);
        isSame &= rest == line;
        if (rest != null) {
          kept.writeBytes(rest);
          kept.write('\n');
        }
      }
    } catch (DamagedInput unreadable) {
      damaged.add(file.path());
      return;
    } catch (IOException e) {
      throw new LakeException("cannot read " + file.path() + " of " + lake + " (" + e.getMessage()
          + "): mend that, and run the same command again", e);
    }
    if (!isSame) {
      AtomicFile.write(lake, lease, file.path(), temporary -> {
        try (OutputStream out = new FastGzip(Files.newOutputStream(temporary))) {
          kept.writeTo(out);
        }
      });
      erasedLines += site.taken();
    }
  }

  public long deletedFiles() {
    return deletedFiles;
  }

  /** Those in quarantine are lines of raw too, and counted twice. */
  public long erasedLines() {
    return erasedLines;
  }

  /** The files, by their paths below the lake, that could not be read to their end and were left as they were. */
  public List<String> damaged() {
    return damaged;
  }
}
