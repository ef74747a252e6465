package tarn.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tarn.lake.AtomicFile;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Fingerprint;
import tarn.lake.Json;
import tarn.lake.Lake;
import tarn.lake.LakeFile;
import tarn.lake.Lease;
import tarn.lake.PartitionValue;

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

    static Name of(String path) {
      String[] parts = path.substring(path.lastIndexOf('/') + 1).split("\\.");
      return new Name(parts[0], parts[1], parts[2]);
    }

    String file() {
      return date + "." + inputs + "." + sql + ".json";
    }
  }

  private static final int SQL_DIGITS = 16;

  private final Lake lake;
  private final String target;
  private final Map<DomainDay, String> files = new TreeMap<>();

  /** Lists the manifests of a target. */
  Manifests(Lake lake, String target) {
    this(lake, target, List.of(lake.manifests(target) + "domain_name="));
  }

  /** Lists the manifests of a target that are about some days. */
  static Manifests ofDays(Lake lake, String target, List<String> dates) {
    return new Manifests(lake, target, lake.store().folders(lake.manifests(target) + "domain_name=").stream()
        .flatMap(domain -> dates.stream().map(date -> domain + date + ".")).toList());
  }

  private Manifests(Lake lake, String target, List<String> prefixes) {
    this.lake = lake;
    this.target = target;
    for (LakeFile file : lake.store().list(prefixes)) {
      files.put(new DomainDay(PartitionValue.in(file.path(), "domain_name"), Name.of(file.path()).date()), file.path());
    }
  }

  /** The days that were built. */
  List<DomainDay> days() {
    return new ArrayList<>(files.keySet());
  }

  boolean has(DomainDay day) {
    return files.containsKey(day);
  }

  boolean isUpToDate(DomainDay day, Target built, Fingerprint inputs) {
    String file = files.get(day);
    return file != null && Name.of(file).equals(Name.of(built, day.date(), inputs));
  }

  /** True where the day was built of just these files, with whatever SQL. */
  boolean isOf(DomainDay day, Fingerprint inputs) {
    String file = files.get(day);
    return file != null && Name.of(file).inputs().equals(inputs.toString());
  }

  Manifest read(DomainDay day) {
    return Json.read(lake, files.get(day), Manifest.class);
  }

  void write(Lease lease, Target built, Fingerprint inputs, Manifest manifest) {
    DomainDay day = new DomainDay(manifest.domain(), manifest.date());
    String file = lake.manifests(target) + Lake.domainFolder(day.domain()) + Name.of(built, day.date(), inputs).file();
    AtomicFile.writeJson(lake, lease, file, manifest);
    files.put(day, file);
  }

  void remove(Lease lease, DomainDay day) {
    String file = files.remove(day);
    if (file != null) {
      lease.whileHeld(() -> lake.store().delete(file));
    }
  }
}
