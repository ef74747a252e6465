package tarn.enrich;

/** The salt of a day has been destroyed: its ids can be recomputed by nobody, and the day takes no further lines. */
public final class SaltDestroyed extends Exception {
  public SaltDestroyed() {
    super("salt destroyed", null, false, false);
  }
}
