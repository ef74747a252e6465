package tarn.lake;

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
    Retention written = Json.read(lake, lake.retention(), Retention.class);
    return written == null ? NONE : written;
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
    AtomicFile.writeJson(lake, lake.retention(), this);
  }

  /** This one with later limits; null leaves a limit as it is. */
  Retention raised(String cleaned, String curated) {
    return new Retention(later(cleanedBefore, cleaned), later(curatedBefore, curated));
  }

  private static String later(String known, String given) {
    return given != null && given.compareTo(known) > 0 ? given : known;
  }
}
