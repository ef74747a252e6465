package tarn.aggregate;

import java.util.List;
import java.util.function.Function;
import tarn.lake.Lake;
import tarn.lake.LakeFile;
import tarn.lake.PartitionValue;

/**
 * How much lies in a zone of the lake.
 *
 * @param days how many days it has files of: of arrival in raw and raw/error, of the event elsewhere
 * @param bytes as they lie on disk
 */
public record ZoneSize(String zone, long days, long files, long bytes) {
  static List<ZoneSize> of(Lake lake) {
    Function<LakeFile, String> partition = file -> PartitionValue.in(file.path(), "event_date");
    return List.of(
        measure(lake, "raw", lake.raw(), ".gz", partition),
        measure(lake, "raw/error", lake.errors(), ".jsonl.gz", file -> file.path().substring(lake.errors().length()).split("/")[0]),
        measure(lake, "cleaned", lake.incoming(), ".parquet", partition),
        measure(lake, "curated", lake.aggregated(), ".parquet", partition));
  }

  private static ZoneSize measure(Lake lake, String zone, String prefix, String ending, Function<LakeFile, String> day) {
    List<LakeFile> files = lake.store().list(prefix).stream().filter(file -> file.name().endsWith(ending)).toList();
    return new ZoneSize(zone, files.stream().map(day).distinct().count(), files.size(), files.stream().mapToLong(LakeFile::size).sum());
  }
}
