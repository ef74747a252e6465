package tarn.lake;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Up to which day data was taken away for its age: such days are not built again, and curated days whose cleaned files
 * have gone this way stay.
 *
 * @param cleanedBefore first day that may have cleaned files, YYYY-MM-DD; empty for no limit
 * @param curatedBefore first day that may be curated; empty for no limit
 */
public record Retention(String cleanedBefore, String curatedBefore) {
  private static final Retention NONE = new Retention("", "");

  public static Retention read(Lake lake) {
    Path file = file(lake);
    return Files.exists(file) ? Json.read(file, Retention.class) : NONE;
  }

  /** True for a day that is too old to be curated. */
  public boolean isCuratedGone(String date) {
    return date.compareTo(curatedBefore) < 0;
  }

  /** True for a day whose cleaned files went for their age, or that is too old to be curated. */
  public boolean isCleanedGone(String date) {
    return date.compareTo(cleanedBefore) < 0 || isCuratedGone(date);
  }

  void write(Lake lake) {
    AtomicFile.write(lake, file(lake), temporary -> Files.write(temporary, Json.bytes(this)));
  }

  /** This one with later limits; null leaves a limit as it is. */
  Retention raised(String cleaned, String curated) {
    return new Retention(later(cleanedBefore, cleaned), later(curatedBefore, curated));
  }

  private static String later(String known, String given) {
    return given != null && given.compareTo(known) > 0 ? given : known;
  }

  private static Path file(Lake lake) {
    return lake.curated().resolve("retention.json");
  }
}
