package tarn.aggregate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;
import tarn.lake.Fingerprint;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.lake.LakeFile;
import tarn.lake.Lease;
import tarn.lake.MergedFile;
import tarn.lake.Sha256;
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
   * @param reasons why, for people, by target: {@link Target#CORE}, or a table of the user's own
   * @param inputs empty where the day is gone and its partitions have to go
   */
  public record Stale(DomainDay day, Map<String, String> reasons, List<LakeFile> inputs) {
    /** The reasons on one line. */
    public String reason() {
      String core = reasons.get(Target.CORE);
      return reasons.entrySet().stream().filter(entry -> entry.getKey().equals(Target.CORE) || !entry.getValue().equals(core))
          .map(entry -> entry.getKey().equals(Target.CORE) ? entry.getValue() : entry.getKey() + ": " + entry.getValue())
          .collect(Collectors.joining("; "));
    }
  }

  private final Lake lake;
  private final Clock clock;
  private final SqlVersion sql;
  private final UserSql own;
  private final Map<String, Target> targets = new LinkedHashMap<>();

  public Aggregation(Lake lake, Clock clock) {
    this(lake, clock, SqlVersion.CURRENT, UserSql.NONE);
  }

  /** @param own the tables of the user's own to build besides */
  public Aggregation(Lake lake, Clock clock, SqlVersion sql, UserSql own) {
    this.lake = lake;
    this.clock = clock;
    this.sql = sql;
    this.own = own;
    targets.put(Target.CORE, Target.core(sql));
    targets.putAll(own.targets(sql));
  }

  /** What is stale, by day. */
  public List<Stale> stale() {
    return stale(day -> true, false);
  }

  /**
   * What is stale among the wanted, by day.
   *
   * @param force true to take every day that has input
   */
  public List<Stale> stale(Predicate<DomainDay> wanted, boolean force) {
    return new Staleness(lake, List.copyOf(targets.values())).find(wanted, force);
  }

  /** What is stale among some days; nothing of other days is listed. */
  public List<Stale> stale(Collection<LocalDate> days) {
    return new Staleness(lake, List.copyOf(targets.values()), days.stream().map(LocalDate::toString).toList()).find(day -> true, false);
  }

  /** The tables of the user's own in the lake, each with the number of days that it lacks or has of other input. */
  public Map<String, Long> daysBehind() {
    return new Staleness(lake, List.copyOf(targets.values())).daysBehind();
  }

  /**
   * Builds the given days under the lease of the lake; {@code built} hears of each that is done. A day that cannot be built
   * stays as it was and does not stop the others.
   *
   * @throws DayNotBuilt when a day could not be built, after the others; the message names them
   */
  public void build(List<Stale> days, Consumer<Stale> built) throws SQLException {
    build(days, null, built);
  }

  /**
   * The same in bounded memory, with files in {@code curated/tmp} for what does not fit.
   *
   * @param memory for example 512MB; null for what DuckDB takes by itself, 80 % of the machine's
   */
  public void build(List<Stale> days, String memory, Consumer<Stale> built) throws SQLException {
    if (days.isEmpty()) {
      return;
    }
    try (Lease lease = Lease.take(lake, "aggregate", clock); Connection connection = Duck.open(lake.scratch())) {
      if (memory != null) {
        Duck.limitMemory(connection, memory);
      }
      List<DayNotBuilt> failures = new ArrayList<>();
      for (Stale day : days) {
        try {
          build(connection, lease, day);
          built.accept(day);
        } catch (DayNotBuilt failure) {
          failures.add(failure);
        }
      }
      DayNotBuilt.report(failures, days.size());
    }
  }

  private void build(Connection connection, Lease lease, Stale stale) throws SQLException {
    DomainDay day = stale.day();
    Publication publication = new Publication(lake, lease);
    List<LakeFile> inputs = MergedFile.settle(lake, stale.inputs());
    if (inputs.isEmpty()) {
      for (String target : stale.reasons().keySet()) {
        new Manifests(lake, target).remove(lease, day);
        tables(target).forEach(table -> publication.remove(table, day));
      }
      return;
    }
    Fingerprint fingerprint = Staleness.fingerprint(inputs);
    String coreId = buildId(targets.get(Target.CORE), day, fingerprint);
    List<Path> files = lake.store().fetch(inputs);
    try (DayBuild core = DayNotBuilt.unless(day, () -> DayBuild.make(connection, sql, day, files, coreId, lake.scratch()))) {
      List<UserTable> ownStale = own.tables().stream().filter(table -> stale.reasons().containsKey(table.name())).toList();
      UserBuild ownBuild = ownStale.isEmpty() ? null : DayNotBuilt.unless(day, () -> UserBuild.make(connection, own, day));
      if (stale.reasons().containsKey(Target.CORE)) {
        replace(lease, targets.get(Target.CORE), day, inputs, () -> publish(publication, core, day));
      }
      for (UserTable table : ownStale) {
        Target target = targets.get(table.name());
        ownBuild.describe(table).write(lake, lease);
        replace(lease, target, day, inputs, () -> ownBuild.publish(table, publication, buildId(target, day, fingerprint)));
      }
    }
  }

  /** The tables that a target is made of. */
  static List<String> tables(String target) {
    return target.equals(Target.CORE) ? Schema.CURATED.stream().map(Table::name).toList() : List.of(target);
  }

  private interface Publishing {
    void run() throws SQLException;
  }

  private void replace(Lease lease, Target target, DomainDay day, List<LakeFile> inputs, Publishing publishing) throws SQLException {
    Fingerprint fingerprint = Staleness.fingerprint(inputs);
    Manifests manifests = new Manifests(lake, target.name());
    manifests.remove(lease, day);
    publishing.run();
    manifests.write(lease, target, fingerprint, new Manifest(target.name(), day.domain(), day.date(),
        buildId(target, day, fingerprint), target.sqlVersion(), target.sqlHash(), TarnVersion.NUMBER, clock.instant().toString(), inputs));
  }

  private static String buildId(Target target, DomainDay day, Fingerprint inputs) {
    return Sha256.hex(target + "\n" + day + "\n" + inputs);
  }

  private static void publish(Publication publication, DayBuild build, DomainDay day) throws SQLException {
    for (Table table : List.of(Schema.SESSIONS, Schema.STATS)) {
      if (build.isEmpty(table)) {
        publication.remove(table.name(), day);
      } else {
        publication.replace(table.name(), day, temporary -> build.write(table, temporary));
      }
    }
    String events = Schema.EVENTS.name();
    List<String> folders = build.eventFolders();
    for (String folder : folders) {
      publication.replace(events, day, folder, temporary -> build.writeEvents(folder, temporary));
    }
    publication.removeOthers(events, day, Set.copyOf(folders));
    if (folders.isEmpty()) {
      publication.remove(events, day);
    }
  }

  /**
   * Takes a table of the user's own out of the lake.
   *
   * @throws LakeException when there is none of that name
   */
  public void drop(String table) {
    List<String> names = new ArrayList<>(TableDescription.all(lake).stream().map(TableDescription::name).toList());
    if (!names.contains(table)) {
      throw new LakeException("the lake has no table of your own named " + table + ": it has "
          + (names.isEmpty() ? "none" : String.join(", ", names)));
    }
    try (Lease lease = Lease.take(lake, "aggregate", clock)) {
      new Publication(lake, lease).drop(table);
    }
  }
}
