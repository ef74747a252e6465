package tarn.aws;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import tarn.event.Schema;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.lake.LakeFile;
import tarn.lake.PartitionValue;

/**
 * The partitions of {@code events} in the Glue catalog, which Athena asks. Nobody knows the names of events beforehand, so
 * that Athena cannot work them out by itself as it does for the other tables.
 */
final class EventPartitions {
  private static final String TABLE = Schema.EVENTS.name();
  private static final List<String> KEYS = Schema.EVENTS.partitionKeys().stream().map(key -> key.name()).toList();
  /** The most that Glue takes in one call. */
  private static final int MOST_CREATED = 100;
  private static final int MOST_DELETED = 25;

  private final GlueClient glue;
  private final String database;

  EventPartitions(GlueClient glue, String database) {
    this.glue = glue;
    this.database = database;
  }

  /** Makes those of some days the same as in the lake. @return how many were added or taken away */
  int update(Lake lake, List<LocalDate> days) {
    StorageDescriptor events =
        glue.getTable(request -> request.databaseName(database).name(TABLE)).table().storageDescriptor();
    Map<List<String>, String> wanted = inLake(lake, days, events.location());
    Map<List<String>, String> present = inCatalog("event_date >= " + quoted("" + Collections.min(days)) + " and event_date <= " + quoted("" + Collections.max(days)));
    List<List<String>> gone = missing(present, wanted);
    List<List<String>> added = missing(wanted, present);
    batches(gone, MOST_DELETED).forEach(this::delete);
    batches(added, MOST_CREATED).forEach(batch -> create(batch, wanted, events));
    return gone.size() + added.size();
  }

  /** Takes away those of sites of which the lake has no events any more. @return how many */
  int forgetOtherSites(Lake lake) {
    List<String> sites = lake.store().folders(lake.aggregated(TABLE) + "domain_name=").stream()
        .map(folder -> PartitionValue.in(folder, "domain_name")).sorted().toList();
    List<List<String>> others = gaps(sites).stream().flatMap(gap -> inCatalog(gap).keySet().stream())
        .filter(values -> !sites.contains(values.get(0))).distinct().toList();
    batches(others, MOST_DELETED).forEach(this::delete);
    return others.size();
  }

  /** What lies before, between and behind the names: a condition that excludes all of them may be longer than Glue takes. */
  private static List<String> gaps(List<String> sites) {
    List<String> gaps = new ArrayList<>();
    String from = "";
    for (String site : sites) {
      gaps.add(from + "domain_name < " + quoted(site));
      from = "domain_name > " + quoted(site) + " and ";
    }
    gaps.add(sites.isEmpty() ? "" : "domain_name > " + quoted(sites.get(sites.size() - 1)));
    return gaps;
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static List<List<String>> missing(Map<List<String>, String> these, Map<List<String>, String> others) {
    return these.keySet().stream().filter(values -> !these.get(values).equals(others.get(values))).toList();
  }

  /** The values of the keys of each partition, and where it lies. */
  private static Map<List<String>, String> inLake(Lake lake, List<LocalDate> days, String location) {
    Map<List<String>, String> partitions = new TreeMap<>(EventPartitions::compare);
    String root = lake.aggregated(TABLE);
    List<String> prefixes = lake.store().folders(root + "domain_name=").stream()
        .flatMap(domain -> days.stream().map(day -> domain + "event_date=" + day + "/")).toList();
    for (LakeFile file : lake.store().list(prefixes)) {
      String folder = file.folder();
      partitions.put(KEYS.stream().map(key -> PartitionValue.in(folder, key)).toList(),
          location.replaceFirst("/?$", "/") + folder.substring(root.length()));
    }
    return partitions;
  }

  /** @param condition on the keys; empty for none */
  private Map<List<String>, String> inCatalog(String condition) {
    Map<List<String>, String> partitions = new TreeMap<>(EventPartitions::compare);
    glue.getPartitionsPaginator(request -> request.databaseName(database).tableName(TABLE).excludeColumnSchema(true)
            .expression(condition.isEmpty() ? null : condition))
        .forEach(page -> page.partitions().forEach(
            partition -> partitions.put(partition.values(), partition.storageDescriptor().location())));
    return partitions;
  }

  private static int compare(List<String> one, List<String> other) {
    return java.util.Arrays.compare(one.toArray(new String[0]), other.toArray(new String[0]));
  }

  private static List<List<List<String>>> batches(List<List<String>> partitions, int most) {
    List<List<List<String>>> batches = new ArrayList<>();
    for (int from = 0; from < partitions.size(); from += most) {
      batches.add(partitions.subList(from, Math.min(from + most, partitions.size())));
    }
    return batches;
  }

  private void delete(List<List<String>> partitions) {
    check(glue.batchDeletePartition(request -> request.databaseName(database).tableName(TABLE).partitionsToDelete(
        partitions.stream().map(values -> PartitionValueList.builder().values(values).build()).toList())).errors(),
        "EntityNotFoundException");
  }

  private void create(List<List<String>> partitions, Map<List<String>, String> locations, StorageDescriptor events) {
    check(glue.batchCreatePartition(request -> request.databaseName(database).tableName(TABLE).partitionInputList(
        partitions.stream().map(values -> PartitionInput.builder().values(values)
            .storageDescriptor(events.toBuilder().location(locations.get(values)).build()).build()).toList())).errors(),
        "AlreadyExistsException");
  }

  private void check(List<PartitionError> errors, String done) {
    List<String> codes = errors.stream().map(error -> error.errorDetail().errorCode()).filter(code -> !code.equals(done)).toList();
    if (!codes.isEmpty()) {
      throw new LakeException("Glue did not take " + codes.size() + " partitions of " + database + "." + TABLE + " ("
          + codes.get(0) + "): the next aggregation tries again");
    }
  }
}
