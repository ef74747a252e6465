package tarn.enrich;

/** The salt of a day has been destroyed: its ids can be recomputed by nobody, and the day takes no further lines. */
public final class SaltDestroyed extends Exception {
  /** Why a line fails then. */
  public static final String REASON = "salt destroyed";

  public SaltDestroyed() {
    super(REASON, null, false, false);
  }
}
