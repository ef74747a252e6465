package tarn.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tarn.enrich.EventType;

/** The files of the cleaned zone, by domain and day. */
public final class CleanedPartitions {
  private static final Pattern PARTITION = Pattern.compile("domain_name=[^/]+/event_type=[^/]+/event_date=[^/]+/[^/]+\\.parquet");

  /** A domain and a day, the unit of aggregation. */
  public record DomainDay(String domain, String date) implements Comparable<DomainDay> {
    /** What the path of a partition, or of a file in one, says. */
    public static DomainDay of(String path) {
      return new DomainDay(PartitionValue.in(path, "domain_name"), PartitionValue.in(path, "event_date"));
    }

    @Override
    public int compareTo(DomainDay other) {
      return Comparator.comparing(DomainDay::date).thenComparing(DomainDay::domain).compare(this, other);
    }
  }

  private CleanedPartitions() {}

  static boolean hasDay(Lake lake, String date) {
    return !files(lake, ofDays(lake, List.of(date))).isEmpty();
  }

  /** The folders that partitions of these days would have, of every domain. */
  static List<String> ofDays(Lake lake, List<String> dates) {
    return lake.store().folders(lake.incoming() + "domain_name=").stream()
        .map(folder -> PartitionValue.in(folder, "domain_name"))
        .flatMap(domain -> Arrays.stream(EventType.values()).flatMap(type ->
            dates.stream().map(date -> lake.incoming(domain, type.tableValue(), date)))).toList();
  }

  /** Every domain and day that has a file, with its files in the order of their paths. */
  public static SortedMap<DomainDay, List<LakeFile>> list(Lake lake) {
    return byDay(files(lake, List.of(lake.incoming() + "domain_name=")));
  }

  /** The same of some days only; nothing else is listed. */
  public static SortedMap<DomainDay, List<LakeFile>> list(Lake lake, List<String> dates) {
    return byDay(files(lake, ofDays(lake, dates)));
  }

  private static SortedMap<DomainDay, List<LakeFile>> byDay(List<LakeFile> files) {
    SortedMap<DomainDay, List<LakeFile>> partitions = new TreeMap<>();
    for (LakeFile file : files) {
      partitions.computeIfAbsent(DomainDay.of(file.path()), day -> new ArrayList<>()).add(file);
    }
    return partitions;
  }

  /** The files of the named partitions, in the order of their paths. */
  static List<LakeFile> files(Lake lake, List<String> prefixes) {
    return lake.store().list(prefixes).stream().filter(file -> isInPartition(lake, file)).toList();
  }

  /** Other files may lie between the partitions, and are no part of the table. */
  private static boolean isInPartition(Lake lake, LakeFile file) {
    return PARTITION.matcher(file.path()).region(lake.incoming().length(), file.path().length()).matches();
  }
}
