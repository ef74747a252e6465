package tarn.aggregate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tarn.aggregate.Aggregation.Stale;
import tarn.lake.CleanedPartitions;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Fingerprint;
import tarn.lake.Lake;
import tarn.lake.LakeFile;
import tarn.lake.MergedFile;
import tarn.lake.Retention;

/** Compares the cleaned files and the SQL with what the manifests name. Reads the manifests of stale days only. */
final class Staleness {
  private final Lake lake;
  /** Null for all. */
  private final List<String> dates;
  private final Map<Target, Manifests> manifests = new LinkedHashMap<>();
  private final Map<String, Manifests> ownTables = new LinkedHashMap<>();
  private final Map<DomainDay, List<LakeFile>> inputs;
  private final Retention retention;

  /** Lists the lake. @param targets what is to be brought up to date, {@link Target#CORE} first */
  Staleness(Lake lake, List<Target> targets) {
    this(lake, targets, null);
  }

  /** Lists some days of the lake. @param dates null for all */
  Staleness(Lake lake, List<Target> targets, List<String> dates) {
    this.lake = lake;
    this.dates = dates;
    this.inputs = dates == null ? CleanedPartitions.list(lake) : CleanedPartitions.list(lake, dates);
    this.retention = Retention.read(lake);
    targets.forEach(target -> manifests.put(target, manifests(target.name())));
    TableDescription.all(lake).forEach(table -> ownTables.put(table.name(), manifests(table.name())));
  }

  private Manifests manifests(String target) {
    return dates == null ? new Manifests(lake, target) : Manifests.ofDays(lake, target, dates);
  }

  /** What is stale among the wanted, by day. @param force true to take every day that has input */
  List<Stale> find(Predicate<DomainDay> wanted, boolean force) {
    List<Stale> stale = new ArrayList<>();
    inputs.forEach((day, files) -> {
      if (wanted.test(day)) {
        Map<String, String> reasons = new LinkedHashMap<>();
        manifests.forEach((target, built) -> reason(target, built, day, files, force).ifPresent(reason -> reasons.put(target.name(), reason)));
        if (!reasons.isEmpty()) {
          stale.add(new Stale(day, reasons, files));
        }
      }
    });
    Map<String, Set<DomainDay>> built = new LinkedHashMap<>();
    ownTables.forEach((table, manifest) -> built.put(table, daysOf(manifest, List.of(table))));
    manifests.forEach((target, manifest) -> built.put(target.name(), daysOf(manifest, Aggregation.tables(target.name()))));
    Set<DomainDay> gone = new TreeSet<>();
    built.values().forEach(gone::addAll);
    gone.stream().filter(day -> wanted.test(day) && !inputs.containsKey(day)).forEach(day -> {
      Map<String, String> reasons = new LinkedHashMap<>();
      built.forEach((target, days) -> {
        if (days.contains(day)) {
          reasons.put(target, "input gone");
        }
      });
      stale.add(new Stale(day, reasons, List.of()));
    });
    stale.removeIf(day -> retention.isCuratedGone(day.day().date()) || retention.isCleanedGone(day.day().date()) && !isWhole(day));
    stale.sort(Comparator.comparing(Stale::day));
    return stale;
  }

  /** The days that a target has, those among them that a build left without a manifest because it was cut short. */
  private Set<DomainDay> daysOf(Manifests manifest, List<String> tables) {
    Set<DomainDay> days = new HashSet<>(manifest.days());
    for (String table : tables) {
      lake.store().list(partitions(table)).forEach(file -> days.add(DomainDay.of(file.path())));
    }
    return days;
  }

  private List<String> partitions(String table) {
    String domains = lake.aggregated(table) + "domain_name=";
    return dates == null ? List.of(domains) : lake.store().folders(domains).stream()
        .flatMap(domain -> dates.stream().map(date -> domain + "event_date=" + date + "/")).toList();
  }

  /** How many days each table of the user's own lacks or has of other input, whatever its SQL. */
  Map<String, Long> daysBehind() {
    Map<String, Long> behind = new LinkedHashMap<>();
    ownTables.forEach((table, built) -> behind.put(table, inputs.entrySet().stream()
        .filter(day -> !retention.isCleanedGone(day.getKey().date()) && !built.isOf(day.getKey(), fingerprint(day.getValue()))).count()));
    return behind;
  }

  /** False where files have gone that the curated day was built from: built anew, it would count less. */
  private boolean isWhole(Stale stale) {
    Manifests core = manifests.values().iterator().next();
    return !stale.inputs().isEmpty() && (!core.has(stale.day()) || MergedFile.paths(lake, stale.inputs())
        .containsAll(core.read(stale.day()).inputs().stream().map(LakeFile::path).toList()));
  }

  private static Optional<String> reason(Target target, Manifests built, DomainDay day, List<LakeFile> files, boolean force) {
    if (built.isUpToDate(day, target, fingerprint(files))) {
      return force ? Optional.of("forced") : Optional.empty();
    }
    return Optional.of(built.has(day) ? difference(target, built.read(day), files) : "new");
  }

  private static String difference(Target target, Manifest manifest, List<LakeFile> files) {
    if (!manifest.sqlHash().equals(target.sqlHash())) {
      return manifest.sqlVersion().equals(target.sqlVersion())
          ? "sql " + target.sqlVersion() + " changed" : "sql " + manifest.sqlVersion() + " → " + target.sqlVersion();
    }
    Set<LakeFile> before = new HashSet<>(manifest.inputs());
    Set<String> pathsBefore = before.stream().map(LakeFile::path).collect(Collectors.toSet());
    List<LakeFile> other = files.stream().filter(file -> !before.contains(file) && !file.isMerged()).toList();
    long changed = other.stream().filter(file -> pathsBefore.contains(file.path())).count();
    long added = other.size() - changed;
    return added > 0 ? files(added, "new") : changed > 0 ? files(changed, "changed") : "input files gone";
  }

  private static String files(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s %s", count, what, count == 1 ? "file" : "files");
  }

  static Fingerprint fingerprint(List<LakeFile> files) {
    return Fingerprint.sum(files.stream().map(LakeFile::fingerprint).toList());
  }
}
