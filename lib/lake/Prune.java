package tarn.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

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

  /** Raw lines, quarantined lines and salts older than {@code days}; from then on ids can be recomputed by nobody. */
  public void raw(int days) {
    String first = today().minusDays(days).toString();
    for (Path day : CleanedPartitions.children(lake.raw(), "event_date=")) {
      deleteIf(CleanedPartitions.value(day).compareTo(first) < 0, day);
    }
    for (Path day : CleanedPartitions.children(lake.raw().resolve("error"), "")) {
      deleteIf(day.getFileName().toString().compareTo(first) < 0, day);
    }
    Instant firstInstant = today().minusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
    for (Path note : new Ledger(lake).damagedFiles()) {
      deleteIf(Instant.parse(Json.read(note, DamagedSource.class).readAt()).isBefore(firstInstant), note);
    }
    leftovers();
    Instant oldest = clock.instant().minus(Duration.ofDays(days + SALT_OUTLIVES_RAW_DAYS));
    for (Path salt : CleanedPartitions.children(lake.raw().resolve("salt"), "")) {
      deleteIf(Instant.parse(Json.read(salt, SaltFiles.Salt.class).created()).isBefore(oldest), salt);
    }
  }

  /** What killed processes left in the temporary folders, raw lines among it; a running one needs no day for a file. */
  private void leftovers() {
    FileTime yesterday = FileTime.from(clock.instant().minus(Duration.ofDays(1)));
    for (Path folder : lake.temporaryFolders()) {
      for (Path file : CleanedPartitions.children(folder, "")) {
        try {
          deleteIf(Files.getLastModifiedTime(file).compareTo(yesterday) < 0, file);
        } catch (NoSuchFileException putInPlace) {
          // Its process is alive and has just finished with it.
        } catch (IOException e) {
          throw new LakeException("cannot read " + file + " (" + e.getMessage() + "): mend its permissions and run again", e);
        }
      }
    }
  }

  /** Cleaned events older than {@code days}; the curated days made from them stay. */
  public void cleaned(int days) {
    String first = today().minusDays(days).toString();
    // First the note, then the deed: a crash in between must not make curated days look as if their input vanished.
    Retention.read(lake).raised(first, null).write(lake);
    whileNobodyBuilds(() -> CleanedPartitions.folders(lake).forEach(day -> deleteIf(CleanedPartitions.value(day).compareTo(first) < 0, day)));
  }

  /** Curated days older than {@code days}; they are not built again. */
  public void curated(int days) {
    String first = today().minusDays(days).toString();
    Retention.read(lake).raised(null, first).write(lake);
    whileNobodyBuilds(() -> curatedBefore(first));
  }

  private void curatedBefore(String first) {
    for (Path table : CleanedPartitions.children(lake.curated().resolve("aggregated"), "")) {
      for (Path domain : CleanedPartitions.children(table, "domain_name=")) {
        for (Path day : CleanedPartitions.children(domain, "event_date=")) {
          deleteIf(CleanedPartitions.value(day).compareTo(first) < 0, day);
        }
      }
    }
    for (Path target : CleanedPartitions.children(lake.manifests(), "")) {
      for (Path domain : CleanedPartitions.children(target, "domain_name=")) {
        for (Path manifest : CleanedPartitions.children(domain, "")) {
          deleteIf(manifest.getFileName().toString().compareTo(first) < 0, manifest);
        }
      }
    }
  }

  private void whileNobodyBuilds(Lease.Change deletion) {
    try (Lease lease = Lease.take(lake, "prune", clock)) {
      lease.whileHeld(deletion);
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private void deleteIf(boolean condition, Path path) {
    if (!condition) {
      return;
    }
    try {
      deletedFiles += FolderTree.delete(path);
    } catch (IOException e) {
      throw new LakeException("cannot delete " + path + " (" + e.getMessage() + "): mend its permissions and run again", e);
    }
  }

  public long deletedFiles() {
    return deletedFiles;
  }
}
