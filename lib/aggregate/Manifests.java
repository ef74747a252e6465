package tarn.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tarn.lake.AtomicFile;
import tarn.lake.CleanedPartitions;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Fingerprint;
import tarn.lake.Json;
import tarn.lake.Lake;
import tarn.lake.Lease;

/**
 * The manifests of a lake, {@code DAY.INPUTS.SQL.json}. Their names say what they are about, so that a listing tells
 * what is up to date and only what is stale has to be read.
 */
final class Manifests {
  /**
   * The name of a manifest.
   *
   * @param inputs the fingerprint of the cleaned files, 32 hex digits
   * @param sql the first 16 hex digits of the hash of the SQL
   */
  private record Name(String date, String inputs, String sql) {
    static Name of(Target target, String date, Fingerprint inputs) {
      return new Name(date, inputs.toString(), target.sqlHash().substring(0, SQL_DIGITS));
    }

    static Name of(Path file) {
      String[] parts = file.getFileName().toString().split("\\.");
      return new Name(parts[0], parts[1], parts[2]);
    }

    String file() {
      return date + "." + inputs + "." + sql + ".json";
    }
  }

  private static final int SQL_DIGITS = 16;

  private final Lake lake;
  private final String target;
  private final Map<DomainDay, Path> files = new TreeMap<>();

  /** Lists the manifests of a target. */
  Manifests(Lake lake, String target) {
    this.lake = lake;
    this.target = target;
    for (Path domain : CleanedPartitions.children(folder(), "domain_name=")) {
      for (Path file : CleanedPartitions.children(domain, "")) {
        files.put(new DomainDay(CleanedPartitions.value(domain), Name.of(file).date()), file);
      }
    }
  }

  private Path folder() {
    return lake.manifests().resolve(target);
  }

  /** The days that were built. */
  List<DomainDay> days() {
    return new ArrayList<>(files.keySet());
  }

  boolean has(DomainDay day) {
    return files.containsKey(day);
  }

  boolean isUpToDate(DomainDay day, Target built, Fingerprint inputs) {
    Path file = files.get(day);
    return file != null && Name.of(file).equals(Name.of(built, day.date(), inputs));
  }

  /** True where the day was built of just these files, with whatever SQL. */
  boolean isOf(DomainDay day, Fingerprint inputs) {
    Path file = files.get(day);
    return file != null && Name.of(file).inputs().equals(inputs.toString());
  }

  Manifest read(DomainDay day) {
    return Json.read(files.get(day), Manifest.class);
  }

  void write(Lease lease, Target built, Fingerprint inputs, Manifest manifest) {
    DomainDay day = new DomainDay(manifest.domain(), manifest.date());
    Path file = folder().resolve(Lake.domainFolder(day.domain())).resolve(Name.of(built, day.date(), inputs).file());
    AtomicFile.write(lake, lease, file, temporary -> Files.write(temporary, Json.bytes(manifest)));
    files.put(day, file);
  }

  void remove(Lease lease, DomainDay day) {
    Path file = files.remove(day);
    if (file != null) {
      lease.whileHeld(() -> delete(file));
    }
  }

  private static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    // Fails where manifests of other days are left, which is as it should be.
    file.getParent().toFile().delete();
  }
}
