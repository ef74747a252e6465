package tarn.cli;

/** What a command tells its caller. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int WRONG_USAGE = 2;
  /** Done, but some input failed: counted and quarantined. */
  public static final int INPUT_FAILED = 3;

  private ExitCode() {}
}
