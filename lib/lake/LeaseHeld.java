package tarn.lake;

/** Another process has the lease of the lake: whoever has time tries again later. */
public final class LeaseHeld extends LakeException {
  LeaseHeld(String message) {
    super(message);
  }
}
