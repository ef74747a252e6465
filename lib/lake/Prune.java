package tarn.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogInput;
import tarn.log.LogParser;
import tarn.log.MalformedLine;

/** Takes away what is too old, or all of one site. */
public final class Prune {
  private static final int SALT_OUTLIVES_RAW_DAYS = 2;

  private final Lake lake;
  private final Clock clock;
  private long deletedFiles;
  private long erasedLines;

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

  /**
   * Everything of one site: curated, cleaned, and its lines in raw and quarantine. Raw files keep their names, so that
   * the logs they came from are still known and do not bring the site back.
   *
   * @param domain in normal spelling
   */
  public void domain(String domain) {
    whileNobodyBuilds(() -> erase(domain));
  }

  private void erase(String domain) throws IOException {
    for (Path file : rawFiles()) {
      eraseLines(file, domain);
    }
    for (Path file : errorFiles()) {
      eraseErrors(file, domain);
    }
    String folder = Lake.domainFolder(domain);
    deleteIf(true, lake.incoming().resolve(folder));
    for (Path table : CleanedPartitions.children(lake.curated().resolve("aggregated"), "")) {
      deleteIf(true, table.resolve(folder));
    }
    for (Path target : CleanedPartitions.children(lake.manifests(), "")) {
      deleteIf(true, target.resolve(folder));
    }
  }

  private java.util.List<Path> rawFiles() {
    return CleanedPartitions.children(lake.raw(), "event_date=").stream()
        .flatMap(day -> CleanedPartitions.children(day, "").stream()).toList();
  }

  private java.util.List<Path> errorFiles() {
    return CleanedPartitions.children(lake.raw().resolve("error"), "").stream()
        .flatMap(day -> CleanedPartitions.children(day, "").stream())
        .flatMap(kind -> CleanedPartitions.children(kind, "").stream()).toList();
  }

  private void eraseLines(Path file, String domain) throws IOException {
    Ledger ledger = new Ledger(lake);
    String day = CleanedPartitions.value(file.getParent());
    String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
    LedgerEntry entry = ledger.has(day, name) ? ledger.read(day, name) : null;
    LogParser parser = (entry == null ? LogFormat.REALTIME
        : LogFormat.valueOf(entry.format().toUpperCase(java.util.Locale.ROOT))).parser();
    PixelOptions options = new PixelOptions(AllowList.everything(), entry == null ? null : entry.pagesHost());
    rewrite(file, line -> {
      for (String record : parser.records(new String(line, StandardCharsets.UTF_8))) {
        if (record.startsWith("#")) {
          parser.comment(record);
          continue;
        }
        try {
          if (domain.equals(Transform.domainOf(parser.parse(record), options))) {
            return false;
          }
        } catch (MalformedLine unknownDomain) {
          if (mentions(record, domain)) {
            return false;
          }
        }
      }
      return true;
    });
  }

  private void eraseErrors(Path file, String domain) throws IOException {
    rewrite(file, line -> {
      String json = new String(line, StandardCharsets.US_ASCII);
      String encoded = json.substring(json.lastIndexOf(":\"") + 2, json.lastIndexOf('"'));
      return !mentions(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8), domain);
    });
  }

  private static boolean mentions(String line, String domain) {
    return line.toLowerCase(java.util.Locale.ROOT).contains(domain);
  }

  private interface Keep {
    boolean test(byte[] line);
  }

  private void rewrite(Path file, Keep keep) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    long erased = 0;
    try (LineReader lines = new LineReader(LogInput.open(Files.newInputStream(file)))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (keep.test(line)) {
          kept.writeBytes(line);
          kept.write('\n');
        } else {
          erased++;
        }
      }
    }
    if (erased > 0) {
      AtomicFile.write(lake, file, temporary -> {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(temporary))) {
          kept.writeTo(out);
        }
      });
    }
    erasedLines += erased;
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
    if (!condition || !Files.exists(path)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        deletedFiles += Files.isRegularFile(each) ? 1 : 0;
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new LakeException("cannot delete " + path + " (" + e.getMessage() + "): mend its permissions and run again", e);
    }
  }

  public long deletedFiles() {
    return deletedFiles;
  }

  public long erasedLines() {
    return erasedLines;
  }
}
