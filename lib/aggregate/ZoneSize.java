package tarn.aggregate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tarn.lake.Lake;

/**
 * How much lies in a zone of the lake.
 *
 * @param days how many days it has files of: of arrival in raw and raw/error, of the event elsewhere
 * @param bytes as they lie on disk
 */
public record ZoneSize(String zone, long days, long files, long bytes) {
  private static final String DAY = "event_date=";

  static List<ZoneSize> of(Lake lake) {
    Path error = lake.raw().resolve("error");
    return List.of(
        measure("raw", lake.raw(), ".gz", error),
        measure("raw/error", error, ".jsonl.gz", null),
        measure("cleaned", lake.incoming(), ".parquet", null),
        measure("curated", lake.curated().resolve("aggregated"), ".parquet", null));
  }

  private static ZoneSize measure(String zone, Path folder, String ending, Path without) {
    Sum sum = new Sum(folder, ending, without);
    try {
      Files.walkFileTree(folder, sum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ZoneSize(zone, sum.days.size(), sum.files, sum.bytes);
  }

  /** What another process takes away meanwhile is passed over. */
  private static final class Sum extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final String ending;
    private final Path without;
    private final Set<String> days = new HashSet<>();
    private long files;
    private long bytes;

    Sum(Path folder, String ending, Path without) {
      this.folder = folder;
      this.ending = ending;
      this.without = without;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
      boolean temporary = visited.endsWith("tmp");
      return temporary || visited.equals(without) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.toString().endsWith(ending)) {
        files++;
        bytes += attributes.size();
        days.add(day(folder.relativize(file)));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    /** The folder {@code event_date=D}; in raw/error, where there is none, the first one. */
    private static String day(Path file) {
      for (Path part : file) {
        if (part.toString().startsWith(DAY)) {
          return part.toString();
        }
      }
      return file.getName(0).toString();
    }
  }
}
