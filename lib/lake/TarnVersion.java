package tarn.lake;

/** Which Tarn this is. */
public final class TarnVersion {
  public static final String NUMBER = "0.1.0";

  private TarnVersion() {}
}
