package tarn.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.function.Supplier;
import tarn.lake.CleanedPartitions.DomainDay;

/**
 * A lake: its files are in a {@link Store}, and this is the only place that knows where what lies.
 *
 * <pre>
 * raw/event_date=D/NAME.gz                 log lines by day of arrival
 * raw/error/D/KIND/NAME.jsonl.gz           lines that could not be processed
 * raw/ledger/event_date=D/NAME.json        what became of the lines of a raw file
 * raw/ledger/damaged/NAME.json             an input that could not be read to its end
 * raw/ledger/retaken/NAME.json             lines that the ledger counts twice
 * raw/salt/D.json                          the secret of a day
 * raw/journal/NAME.log                     log lines that serve has taken and not yet ingested
 * cleaned/incoming/domain_name=…/event_type=…/event_date=…/NAME.parquet
 * cleaned/error/D/KIND/NAME                records that Firehose could not deliver
 * curated/aggregated/TABLE/domain_name=…/event_date=…/…
 * curated/manifest/TARGET/domain_name=…/D.INPUTS.SQL.json    what the curated partitions of a day were built from
 * curated/tables/TABLE.json                curated tables of the user's own
 * curated/retention.json                   up to which day data was taken away for its age
 * curated/lease.json                       who may change partitions
 * ZONE/tmp/                                files not yet in their place
 * </pre>
 *
 * <p>The raw zone, which holds addresses and salts, is for its owner's eyes only, and so is what is written in {@code cleaned/error}.
 */
public final class Lake {
  static final String RAW = "raw/";
  static final String CLEANED = "cleaned/";
  static final String CURATED = "curated/";
  private static final String FAILED_DELIVERIES = CLEANED + "error/";
  private static final String DAY = "event_date=";

  private final Store store;

  private Lake(Store store) {
    this.store = store;
  }

  /** A lake that is there already. */
  public static Lake open(Path folder) {
    return new Lake(FolderStore.open(folder));
  }

  /** A lake that is there already, or a new one in a folder that is new or empty. */
  public static Lake openOrCreate(Path folder) {
    return new Lake(FolderStore.openOrCreate(folder));
  }

  /**
   * A lake that is there already.
   *
   * @param name a folder, or s3://PREFIX
   * @param s3 asked for lakes on S3 only
   */
  public static Lake open(String name, Supplier<S3Settings> s3) {
    return S3Store.isNamed(name) ? new Lake(S3Store.of(name, s3.get())) : open(Path.of(name));
  }

  /** A lake that is there already, or a new one in a folder that is new or empty; buckets have to be there. */
  public static Lake openOrCreate(String name, Supplier<S3Settings> s3) {
    return S3Store.isNamed(name) ? open(name, s3) : openOrCreate(Path.of(name));
  }

  /** The same lake as DuckDB reads it on a connection, see {@link Store#on}. */
  public Lake on(Connection connection) throws SQLException {
    Store read = store.on(connection);
    return read == store ? this : new Lake(read);
  }

  /** Where its files are. */
  public Store store() {
    return store;
  }

  /** The raw files of every day of arrival. */
  public String raw() {
    return RAW + DAY;
  }

  public String rawFile(LocalDate day, String name) {
    return raw() + day + "/" + name + ".gz";
  }

  /** The quarantined lines of every day. */
  public String errors() {
    return RAW + "error/";
  }

  /** The quarantined lines of a day of arrival. */
  public String errors(LocalDate day) {
    return errors() + day + "/";
  }

  /** The entries of the ledger, in a folder a day of arrival. */
  public String ledger() {
    return RAW + "ledger/" + DAY;
  }

  public String ledgerEntry(String day, String name) {
    return ledger() + day + "/" + name + ".json";
  }

  /** Notes of inputs that could not be read to their end. */
  public String damagedInputs() {
    return RAW + "ledger/damaged/";
  }

  /** Notes of lines that the ledger counts twice. */
  public String retaken() {
    return RAW + "ledger/retaken/";
  }

  public String salts() {
    return RAW + "salt/";
  }

  public String salt(LocalDate day) {
    return salts() + day + ".json";
  }

  /** Where a collector on this machine keeps log lines until they are ingested. */
  public Path journal() {
    return store.local(RAW + "journal");
  }

  /** Where DuckDB may put what does not fit into memory, and where files may lie until they are published. */
  public Path scratch() {
    return store.scratch();
  }

  public String incoming() {
    return CLEANED + "incoming/";
  }

  /** Records that Firehose could not deliver, in a folder a day and in that one for each kind of failure. */
  public String failedDeliveries() {
    return FAILED_DELIVERIES;
  }

  /** True for a path below the lake whose file nobody but its owner may read: it holds addresses or a secret. */
  static boolean isForOwnerOnly(String path) {
    return path.startsWith(RAW) || path.startsWith(FAILED_DELIVERIES);
  }

  /** A partition of the cleaned zone. */
  public String incoming(String domain, String eventType, String date) {
    return incoming() + domainFolder(domain) + "event_type=" + eventType + "/" + DAY + date + "/";
  }

  /** The curated tables. */
  public String aggregated() {
    return CURATED + "aggregated/";
  }

  /** The location of a curated table. */
  public String aggregated(String table) {
    return aggregated() + table + "/";
  }

  /** The partition of a curated table. */
  public String curated(String table, DomainDay day) {
    return aggregated(table) + domainFolder(day.domain()) + DAY + day.date() + "/";
  }

  /** Where the curated tables of the user's own are described. */
  public String tables() {
    return CURATED + "tables/";
  }

  public String table(String name) {
    return tables() + name + ".json";
  }

  public String manifests() {
    return CURATED + "manifest/";
  }

  /** The manifests of a target. */
  public String manifests(String target) {
    return manifests() + target + "/";
  }

  public String retention() {
    return CURATED + "retention.json";
  }

  public String lease() {
    return CURATED + "lease.json";
  }

  /** The name of a site's folder. */
  public static String domainFolder(String domain) {
    return "domain_name=" + PartitionValue.encode(domain) + "/";
  }

  /** As people write it: a folder, or s3://PREFIX. */
  @Override
  public String toString() {
    return store.toString();
  }
}
