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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
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
  private static final int MOST_EVENT_NAMES = 300;
  private static final String OTHER_EVENTS = "(other)";

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
        || day.inputs().isEmpty() && day.day().date().compareTo(retention.cleanedBefore()) < 0);
    stale.removeIf(day -> from != null && day.day().date().compareTo(from) < 0
        || to != null && day.day().date().compareTo(to) > 0);
    stale.sort(java.util.Comparator.comparing(Stale::day));
    return stale;
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
      for (Stale day : days) {
        if (day.inputs().isEmpty()) {
          remove(day.day());
        } else {
          try (Connection connection = Duck.open(spill)) {
            build(connection, day);
          }
        }
        built.accept(day);
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
    DuckViews.prelude(connection);
    DuckViews.view(connection, Schema.INCOMING_EVENTS,
        day.inputs().stream().map(file -> lake.root().resolve(file.path()).toString()).toList());
    for (String table : List.of("hits", "sessions", "stats", "events")) {
      DuckViews.execute(connection, "create temp table " + table + " as " + sql.statement(table));
    }
    check(connection, day.day());
    String buildId = buildId(day);
    publish(connection, Schema.SESSIONS, day.day(), buildId, "session_start_timestamp, session_id");
    publish(connection, Schema.STATS, day.day(), buildId, "event_hour, request_path, channel");
    publishEvents(connection, day.day(), buildId);
    Manifest manifest = new Manifest(day.day().domain(), day.day().date(), buildId, sql.name(), sql.hash(),
        clock.instant().toString(), day.inputs());
    AtomicFile.write(lake, lake.manifest(manifest.domain(), manifest.date()),
        temporary -> Files.write(temporary, Json.bytes(manifest)));
  }

  private void check(Connection connection, DomainDay day) throws SQLException {
    for (Map.Entry<String, String> assertion : SqlVersion.assertions().entrySet()) {
      try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(assertion.getValue())) {
        if (rows.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            values.add(rows.getMetaData().getColumnName(i) + "=" + rows.getString(i));
          }
          throw new LakeException("the assertion " + assertion.getKey() + " does not hold for " + day.domain() + " on "
              + day.date() + ", first row " + values + ": the partition was left as it was; look at these rows with query");
        }
      }
    }
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

  private void publish(Connection connection, Table table, DomainDay day, String buildId, String order) throws SQLException {
    Path partition = partition(table, day);
    if (count(connection, table.name()) == 0) {
      delete(partition);
      return;
    }
    copy(connection, table, "true", order, partition.resolve(table.name() + ".parquet"), buildId);
  }

  private void publishEvents(Connection connection, DomainDay day, String buildId) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(
        "select event_name from events group by event_name order by count(*) desc, event_name")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    List<String> own = names.size() <= MOST_EVENT_NAMES ? names : names.subList(0, MOST_EVENT_NAMES);
    Map<String, String> folders = new LinkedHashMap<>();
    PartitionValue.encodeApart(own).forEach((name, value) -> folders.put(name, "event_name=" + value));
    rememberFolders(connection, folders);
    Path partition = partition(Schema.EVENTS, day);
    Set<String> kept = new HashSet<>(folders.values());
    for (String folder : kept) {
      copyEvents(connection, "event_name in (select event_name from event_folders where folder = " + Duck.text(folder) + ")",
          partition.resolve(folder), buildId);
    }
    if (names.size() > own.size()) {
      String folder = "event_name=" + PartitionValue.encode(OTHER_EVENTS);
      copyEvents(connection, "event_name not in (select event_name from event_folders)", partition.resolve(folder), buildId);
      kept.add(folder);
    }
    if (Files.isDirectory(partition)) {
      try (Stream<Path> present = Files.list(partition)) {
        present.filter(folder -> !kept.contains(folder.getFileName().toString())).toList().forEach(Aggregation::delete);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    if (kept.isEmpty()) {
      delete(partition);
    }
  }

  /** Names are hostile text and are bound; folders are our own encoding of them. */
  private static void rememberFolders(Connection connection, Map<String, String> folders) throws SQLException {
    DuckViews.execute(connection, "create temp table event_folders (event_name varchar, folder varchar)");
    try (PreparedStatement insert = connection.prepareStatement("insert into event_folders values (?, ?)")) {
      for (Map.Entry<String, String> folder : folders.entrySet()) {
        insert.setString(1, folder.getKey());
        insert.setString(2, folder.getValue());
        insert.execute();
      }
    }
  }

  private void copyEvents(Connection connection, String condition, Path folder, String buildId) {
    copy(connection, Schema.EVENTS, condition, "event_timestamp, page_view_id, event_data nulls first",
        folder.resolve("events.parquet"), buildId);
  }

  private void copy(Connection connection, Table table, String condition, String order, Path target, String buildId) {
    String columns = table.fileColumns().stream()
        .map(column -> "cast(" + column.name() + " as " + column.type().parquetName() + ") as " + column.name())
        .collect(Collectors.joining(", "));
    AtomicFile.write(lake, target, temporary -> DuckViews.execute(connection,
        "copy (select " + columns + " from " + table.name() + " where " + condition + " order by " + order + ") to "
            + Duck.text(temporary.toString()) + " (format parquet, compression zstd, kv_metadata {build_id: " + Duck.text(buildId) + "})"));
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
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
