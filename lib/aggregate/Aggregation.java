package tarn.aggregate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.CleanedPartitions;
import tarn.lake.CleanedPartitions.CleanedFile;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;
import tarn.lake.Fingerprint;
import tarn.lake.Lake;
import tarn.lake.Lease;
import tarn.lake.MergedFile;
import tarn.lake.Retention;
import tarn.lake.TarnVersion;

/**
 * The build of the curated zone: finds the days whose cleaned files or SQL are not those their manifest names, and
 * builds just these. A manifest goes before the partitions of its day are touched and comes back when they are whole,
 * so that a build which was cut short is stale.
 */
public final class Aggregation {
  /**
   * A day to build.
   *
   * @param reason why it is stale, for people
   * @param inputs empty where the day is gone and its partition has to go
   */
  public record Stale(DomainDay day, String reason, List<CleanedFile> inputs) {}

  private final Lake lake;
  private final Clock clock;
  private final SqlVersion sql;
  private final Target core;

  public Aggregation(Lake lake, Clock clock) {
    this(lake, clock, SqlVersion.CURRENT);
  }

  public Aggregation(Lake lake, Clock clock, SqlVersion sql) {
    this.lake = lake;
    this.clock = clock;
    this.sql = sql;
    this.core = Target.core(sql);
  }

  /** What is stale, by day. */
  public List<Stale> stale() {
    return stale(day -> true, false);
  }

  /**
   * What is stale among the wanted, by day.
   *
   * @param force true to take every day in the range
   */
  public List<Stale> stale(Predicate<DomainDay> wanted, boolean force) {
    Manifests manifests = new Manifests(lake, Target.CORE);
    Map<DomainDay, List<CleanedFile>> inputs = CleanedPartitions.list(lake);
    Retention retention = Retention.read(lake);
    List<Stale> stale = new ArrayList<>();
    inputs.forEach((day, files) -> {
      if (wanted.test(day) && !retention.isCuratedGone(day.date())) {
        String reason = reason(manifests, day, files, force);
        if (reason != null) {
          stale.add(new Stale(day, reason, files));
        }
      }
    });
    manifests.days().stream()
        .filter(day -> wanted.test(day) && !inputs.containsKey(day))
        .forEach(day -> stale.add(new Stale(day, "input gone", List.of())));
    stale.removeIf(day -> retention.isCleanedGone(day.day().date()) && !isWhole(manifests, day));
    stale.sort(Comparator.comparing(Stale::day));
    return stale;
  }

  /** False where files have gone that the curated day was built from: built anew, it would count less. */
  private boolean isWhole(Manifests manifests, Stale stale) {
    return !manifests.has(stale.day()) || !stale.inputs().isEmpty() && MergedFile.paths(lake, stale.inputs())
        .containsAll(manifests.read(stale.day()).inputs().stream().map(CleanedFile::path).toList());
  }

  private String reason(Manifests manifests, DomainDay day, List<CleanedFile> files, boolean force) {
    if (manifests.isUpToDate(day, core, fingerprint(files))) {
      return force ? "forced" : null;
    }
    if (!manifests.has(day)) {
      return "new";
    }
    Manifest manifest = manifests.read(day);
    if (!manifest.sqlHash().equals(core.sqlHash())) {
      return manifest.sqlVersion().equals(core.sqlVersion())
          ? "sql " + core.sqlVersion() + " changed" : "sql " + manifest.sqlVersion() + " → " + core.sqlVersion();
    }
    Set<CleanedFile> before = new HashSet<>(manifest.inputs());
    Set<String> pathsBefore = before.stream().map(CleanedFile::path).collect(Collectors.toSet());
    List<CleanedFile> other = files.stream().filter(file -> !before.contains(file) && !file.isMerged()).toList();
    long changed = other.stream().filter(file -> pathsBefore.contains(file.path())).count();
    long added = other.size() - changed;
    return added > 0 ? added + (added == 1 ? " new file" : " new files")
        : changed > 0 ? changed + (changed == 1 ? " changed file" : " changed files") : "input files gone";
  }

  private static Fingerprint fingerprint(List<CleanedFile> files) {
    return Fingerprint.sum(files.stream().map(CleanedFile::fingerprint).toList());
  }

  /** Builds the given days under the lease of the lake; {@code built} hears of each that is done. */
  public void build(List<Stale> days, Consumer<Stale> built) throws SQLException {
    if (days.isEmpty()) {
      return;
    }
    try (Lease lease = Lease.take(lake, "aggregate", clock); Connection connection = Duck.open(lake.curated().resolve("tmp"))) {
      Manifests manifests = new Manifests(lake, Target.CORE);
      for (Stale day : days) {
        build(connection, lease, manifests, day);
        built.accept(day);
      }
    }
  }

  private void build(Connection connection, Lease lease, Manifests manifests, Stale stale) throws SQLException {
    DomainDay day = stale.day();
    Publication publication = new Publication(lake, lease);
    List<CleanedFile> inputs = MergedFile.settle(lake, stale.inputs());
    if (inputs.isEmpty()) {
      manifests.remove(lease, day);
      for (Table table : Schema.CURATED) {
        publication.remove(table.name(), day);
      }
      return;
    }
    String buildId = buildId(day, inputs);
    DayBuild build = DayBuild.make(connection, sql, day, paths(inputs), buildId);
    manifests.remove(lease, day);
    publish(publication, build, Schema.SESSIONS, day);
    publish(publication, build, Schema.STATS, day);
    publishEvents(publication, build, day);
    manifests.write(lease, core, fingerprint(inputs), new Manifest(core.name(), day.domain(), day.date(), buildId,
        core.sqlVersion(), core.sqlHash(), TarnVersion.NUMBER, clock.instant().toString(), inputs));
  }

  private List<Path> paths(List<CleanedFile> inputs) {
    return inputs.stream().map(file -> lake.root().resolve(file.path())).toList();
  }

  private String buildId(DomainDay day, List<CleanedFile> inputs) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((core + "\n" + day + "\n" + fingerprint(inputs)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void publish(Publication publication, DayBuild build, Table table, DomainDay day) throws SQLException {
    if (build.isEmpty(table)) {
      publication.remove(table.name(), day);
    } else {
      publication.replace(table.name(), day, temporary -> build.write(table, temporary));
    }
  }

  private static void publishEvents(Publication publication, DayBuild build, DomainDay day) throws SQLException {
    List<String> folders = build.eventFolders();
    for (String folder : folders) {
      publication.replace("events", day, folder, temporary -> build.writeEvents(folder, temporary));
    }
    publication.removeOthers("events", day, Set.copyOf(folders));
    if (folders.isEmpty()) {
      publication.remove("events", day);
    }
  }
}
