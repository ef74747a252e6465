package tarn.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import tarn.lake.CleanedPartitions.DomainDay;

/**
 * A lake in a folder. This is the only place that knows where what lies.
 *
 * <pre>
 * raw/event_date=D/NAME.gz                 log lines by day of arrival
 * raw/error/D/KIND/NAME.jsonl.gz           lines that could not be processed
 * raw/ledger/event_date=D/NAME.json        what became of the lines of a raw file
 * raw/ledger/damaged/NAME.json             an input that could not be read to its end
 * raw/salt/D.json                          the secret of a day
 * raw/journal/NAME.log                     log lines that serve has taken and not yet ingested
 * cleaned/incoming/domain_name=…/event_type=…/event_date=…/NAME.parquet
 * curated/aggregated/TABLE/domain_name=…/event_date=…/…
 * curated/manifest/TARGET/domain_name=…/D.INPUTS.SQL.json    what the curated partitions of a day were built from
 * curated/tables/TABLE.json                curated tables of the user's own
 * curated/lease.json                       who may change partitions
 * ZONE/tmp/                                files not yet in their place
 * </pre>
 *
 * <p>The raw zone, which holds addresses and salts, is for its owner's eyes only.
 */
public final class Lake {
  private static final String TEMPORARY = "tmp";

  private final Path root;

  private Lake(Path root) {
    this.root = root;
  }

  /** A lake that is there already. */
  public static Lake open(Path folder) {
    Lake lake = new Lake(checked(folder));
    if (!lake.isThere()) {
      throw new LakeException(Files.isDirectory(folder)
          ? folder + " is no lake: it has none of the folders raw, cleaned and curated; give the folder of one, or make one with ingest or demo"
          : "there is no lake at " + folder + ": make one with ingest or demo, or give another --lake");
    }
    return lake;
  }

  /** A lake that is there already, or a new one in a folder that is new or empty. */
  public static Lake openOrCreate(Path folder) {
    Lake lake = new Lake(checked(folder));
    try {
      if (!lake.isThere() && Files.exists(folder) && !(Files.isDirectory(folder) && isEmpty(folder))) {
        throw new LakeException(folder + " is no lake and not empty: give a new or empty folder, so that nothing gets mixed up");
      }
      Files.createDirectories(lake.root());
      OwnerOnly.createFolder(lake.raw());
      Files.createDirectories(lake.cleaned());
      Files.createDirectories(lake.curated());
    } catch (IOException e) {
      throw new LakeException("cannot make a lake in " + folder + " (" + e.getMessage() + "): choose a folder you may write to", e);
    }
    return lake;
  }

  private static Path checked(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    if (absolute.toString().matches(".*[*?\\[\\]].*")) {
      throw new LakeException(folder + " has one of * ? [ ] in its path, which DuckDB reads as a pattern: choose another folder");
    }
    return absolute;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  private boolean isThere() {
    return Files.isDirectory(raw()) || Files.isDirectory(cleaned()) || Files.isDirectory(curated());
  }

  public Path root() {
    return root;
  }

  public Path raw() {
    return root.resolve("raw");
  }

  public Path cleaned() {
    return root.resolve("cleaned");
  }

  public Path curated() {
    return root.resolve("curated");
  }

  public Path rawFile(LocalDate day, String name) {
    return raw().resolve("event_date=" + day).resolve(name + ".gz");
  }

  public Path errors(LocalDate day) {
    return raw().resolve("error").resolve(day.toString());
  }

  public Path ledger() {
    return raw().resolve("ledger");
  }

  public Path salt(LocalDate day) {
    return raw().resolve("salt").resolve(day + ".json");
  }

  /** Where a collector keeps log lines until they are ingested. */
  public Path journal() {
    return raw().resolve("journal");
  }

  public Path incoming() {
    return cleaned().resolve("incoming");
  }

  /** The location of a curated table. */
  public Path aggregated(String table) {
    return curated().resolve("aggregated").resolve(table);
  }

  /** The partition of a curated table. */
  public Path curated(String table, DomainDay day) {
    return aggregated(table).resolve(domainFolder(day.domain())).resolve("event_date=" + day.date());
  }

  /** Where the curated tables of the user's own are described. */
  public Path tables() {
    return curated().resolve("tables");
  }

  public Path manifests() {
    return curated().resolve("manifest");
  }

  /** The name of a site's folder. */
  public static String domainFolder(String domain) {
    return "domain_name=" + PartitionValue.encode(domain);
  }

  /** The folders of files that are not yet in their place. */
  List<Path> temporaryFolders() {
    return Stream.of(raw(), cleaned(), curated()).map(zone -> zone.resolve(TEMPORARY)).toList();
  }

  /** A new name for a file that is not yet in its place, on the same file system as the zone. */
  Path temporaryFile(Path zone, String suffix) {
    try {
      return Files.createDirectories(zone.resolve(TEMPORARY))
          .resolve(ProcessHandle.current().pid() + "-" + java.util.UUID.randomUUID() + suffix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
