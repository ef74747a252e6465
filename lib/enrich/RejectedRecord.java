package tarn.enrich;

/** A record that does not become an event. The reason is one of a small fixed set and holds no text of the record. */
public final class RejectedRecord extends Exception {
  private final boolean failed;

  private RejectedRecord(String reason, boolean failed) {
    super(reason, null, false, false);
    this.failed = failed;
  }

  /** Not of interest, by rule. */
  public static RejectedRecord dropped(String reason) {
    return new RejectedRecord(reason, false);
  }

  /** Of interest, but not understood. */
  public static RejectedRecord failed(String reason) {
    return new RejectedRecord(reason, true);
  }

  /** True for a record that is to be kept with its reason, false for one that may go. */
  public boolean isFailure() {
    return failed;
  }
}
