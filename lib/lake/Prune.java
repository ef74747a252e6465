package tarn.lake;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Predicate;

/** Takes away what is too old. */
public final class Prune {
  private static final int SALT_OUTLIVES_RAW_DAYS = 2;

  private final Lake lake;
  private final Clock clock;
  private long deletedFiles;

  public Prune(Lake lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
  }

  /**
   * Raw lines, quarantined lines and what Firehose could not deliver older than {@code days}, and salts that were made two
   * days earlier still; once the salt of a day is gone its ids can be recomputed by nobody.
   */
  public void raw(int days) {
    String first = today().minusDays(days).toString();
    delete(lake.raw(), path -> isBefore(first, path));
    // The day is the first folder, and a path that begins with an earlier one comes before it.
    delete(lake.errors(), path -> path.compareTo(lake.errors() + first) < 0);
    delete(lake.failedDeliveries(), path -> path.compareTo(lake.failedDeliveries() + first) < 0);
    Instant firstInstant = today().minusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
    delete(lake.damagedInputs(), DamagedSource.class, note -> Instant.parse(note.readAt()).isBefore(firstInstant));
    leftovers();
    Instant oldest = clock.instant().minus(Duration.ofDays(days + SALT_OUTLIVES_RAW_DAYS));
    delete(lake.salts(), SaltFiles.Salt.class, salt -> Instant.parse(salt.created()).isBefore(oldest));
  }

  /** What killed processes left, raw lines among it; a running one needs no day for a file. */
  private void leftovers() {
    try {
      deletedFiles += lake.store().deleteLeftovers(clock.instant().minus(Duration.ofDays(1)));
    } catch (IOException e) {
      throw new LakeException("cannot delete what killed processes left (" + e.getMessage() + "): mend the permissions and run again", e);
    }
  }

  /** Cleaned events older than {@code days}; the curated days made from them stay. */
  public void cleaned(int days) {
    String first = today().minusDays(days).toString();
    whileNobodyBuilds(first, null, () -> delete(lake.incoming(), path -> isBefore(first, path)));
  }

  /** Curated days older than {@code days}; they are not built again. */
  public void curated(int days) {
    String first = today().minusDays(days).toString();
    whileNobodyBuilds(null, first, () -> {
      delete(lake.aggregated(), path -> isBefore(first, path));
      delete(lake.manifests(), path -> path.substring(path.lastIndexOf('/') + 1).compareTo(first) < 0);
    });
  }

  private static boolean isBefore(String first, String path) {
    String day = PartitionValue.in(path, "event_date");
    return day != null && day.compareTo(first) < 0;
  }

  /** First the note, then the deed: a crash in between must not make curated days look as if their input vanished. */
  private void whileNobodyBuilds(String cleanedBefore, String curatedBefore, Change deletion) {
    try (Lease lease = Lease.take(lake, "prune", clock)) {
      lease.whileHeld(() -> Retention.read(lake).raised(cleanedBefore, curatedBefore).write(lake));
      lease.whileHeld(deletion);
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private void delete(String prefix, Predicate<String> path) {
    deletedFiles += lake.store().delete(lake.store().list(prefix).stream().map(LakeFile::path).filter(path).toList());
  }

  private <T> void delete(String prefix, Class<T> type, Predicate<T> content) {
    delete(prefix, path -> {
      T read = Json.read(lake, path, type);
      return read != null && content.test(read);
    });
  }

  public long deletedFiles() {
    return deletedFiles;
  }
}
