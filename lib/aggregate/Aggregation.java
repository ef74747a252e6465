package tarn.aggregate;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.AtomicFile;
import tarn.lake.CleanedPartitions;
import tarn.lake.CleanedPartitions.CleanedFile;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;
import tarn.lake.Json;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.lake.PartitionValue;
import tarn.lake.Retention;

/**
 * The build of the curated zone: finds the days whose cleaned files or SQL are not those their manifest names, and
 * builds just these. The manifest is written last, so that a build which was cut short is stale.
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
  private final SqlVersion sql = SqlVersion.CURRENT;

  public Aggregation(Lake lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
  }

  /**
   * What is stale, by day.
   *
   * @param from first day, YYYY-MM-DD; null for no limit
   * @param to last day; null for no limit
   * @param force true to take every day in the range
   */
  public List<Stale> stale(String from, String to, boolean force) {
    Map<DomainDay, Manifest> manifests = manifests();
    Map<DomainDay, List<CleanedFile>> inputs = CleanedPartitions.list(lake);
    List<Stale> stale = new ArrayList<>();
    inputs.forEach((day, files) -> {
      String reason = reason(manifests.get(day), files, force);
      if (reason != null) {
        stale.add(new Stale(day, reason, files));
      }
    });
    manifests.keySet().stream().filter(day -> !inputs.containsKey(day))
        .forEach(day -> stale.add(new Stale(day, "input gone", List.of())));
    Retention retention = Retention.read(lake);
    stale.removeIf(day -> day.day().date().compareTo(retention.curatedBefore()) < 0
        || day.day().date().compareTo(retention.cleanedBefore()) < 0 && !isWhole(manifests.get(day.day()), day.inputs()));
    stale.removeIf(day -> from != null && day.day().date().compareTo(from) < 0
        || to != null && day.day().date().compareTo(to) > 0);
    stale.sort(java.util.Comparator.comparing(Stale::day));
    return stale;
  }

  /** False where files have gone that the curated day was built from: built anew, it would count less. */
  private static boolean isWhole(Manifest built, List<CleanedFile> inputs) {
    Set<String> paths = inputs.stream().map(CleanedFile::path).collect(Collectors.toSet());
    return built == null || !inputs.isEmpty() && built.inputs().stream().allMatch(file -> paths.contains(file.path()));
  }

  private String reason(Manifest manifest, List<CleanedFile> files, boolean force) {
    if (manifest == null) {
      return "new";
    }
    if (!manifest.sqlHash().equals(sql.hash())) {
      return manifest.sqlVersion().equals(sql.name()) ? "sql " + sql.name() + " changed" : "sql " + manifest.sqlVersion() + " → " + sql.name();
    }
    if (manifest.inputs().equals(files)) {
      return force ? "forced" : null;
    }
    Set<CleanedFile> before = new HashSet<>(manifest.inputs());
    long added = files.stream().filter(file -> !before.contains(file)).count();
    return added > 0 ? added + (added == 1 ? " new file" : " new files") : "input files gone";
  }

  private Map<DomainDay, Manifest> manifests() {
    Path folder = lake.curated().resolve("manifest");
    Map<DomainDay, Manifest> manifests = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder, 2)) {
        files.filter(file -> file.toString().endsWith(".json")).forEach(file -> {
          Manifest manifest = Json.read(file, Manifest.class);
          manifests.put(new DomainDay(manifest.domain(), manifest.date()), manifest);
        });
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return manifests;
  }

  /** Builds the given days, one after another; {@code built} hears of each that is done. */
  public void build(List<Stale> days, Consumer<Stale> built) throws SQLException {
    if (days.isEmpty()) {
      return;
    }
    try (FileChannel channel = lockFile(); FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new LakeException("another aggregation works on " + lake.root() + ": wait until it is done, and run again");
      }
      Path spill = Files.createDirectories(lake.curated().resolve("tmp"));
      try (Connection connection = Duck.open(spill)) {
        for (Stale day : days) {
          if (day.inputs().isEmpty()) {
            remove(day.day());
          } else {
            build(connection, day);
          }
          built.accept(day);
        }
      }
    } catch (IOException e) {
      throw new LakeException("cannot lock " + lake.curated() + " (" + e.getMessage() + "): check that it may be written to", e);
    }
  }

  private FileChannel lockFile() throws IOException {
    Files.createDirectories(lake.curated());
    return FileChannel.open(lake.curated().resolve("aggregate.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void build(Connection connection, Stale day) throws SQLException {
    String buildId = buildId(day);
    DayBuild build = DayBuild.make(connection, sql, day.day(),
        day.inputs().stream().map(file -> lake.root().resolve(file.path())).toList(), buildId);
    publish(build, Schema.SESSIONS, day.day());
    publish(build, Schema.STATS, day.day());
    publishEvents(build, day.day());
    Manifest manifest = new Manifest(day.day().domain(), day.day().date(), buildId, sql.name(), sql.hash(),
        clock.instant().toString(), day.inputs());
    AtomicFile.write(lake, lake.manifest(manifest.domain(), manifest.date()),
        temporary -> Files.write(temporary, Json.bytes(manifest)));
  }

  private String buildId(Stale day) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((day.day() + sql.hash() + day.inputs()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void publish(DayBuild build, Table table, DomainDay day) throws SQLException {
    Path partition = partition(table, day);
    if (build.isEmpty(table)) {
      delete(partition);
    } else {
      AtomicFile.write(lake, partition.resolve(table.name() + ".parquet"), temporary -> build.write(table, temporary));
    }
  }

  private void publishEvents(DayBuild build, DomainDay day) throws SQLException {
    Path partition = partition(Schema.EVENTS, day);
    List<String> folders = build.eventFolders();
    for (String folder : folders) {
      AtomicFile.write(lake, partition.resolve(folder).resolve("events.parquet"), temporary -> build.writeEvents(folder, temporary));
    }
    if (Files.isDirectory(partition)) {
      try (Stream<Path> present = Files.list(partition)) {
        present.filter(folder -> !folders.contains(folder.getFileName().toString())).toList().forEach(Aggregation::delete);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    if (folders.isEmpty()) {
      delete(partition);
    }
  }

  private Path partition(Table table, DomainDay day) {
    return lake.aggregated(table.name()).resolve("domain_name=" + PartitionValue.encode(day.domain())).resolve("event_date=" + day.date());
  }

  private void remove(DomainDay day) {
    for (Table table : List.of(Schema.SESSIONS, Schema.STATS, Schema.EVENTS)) {
      delete(partition(table, day));
    }
    delete(lake.manifest(day.domain(), day.date()));
  }

  private static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new LakeException("cannot delete " + path + " (" + e.getMessage() + "): mend its permissions and run again", e);
    }
  }
}
