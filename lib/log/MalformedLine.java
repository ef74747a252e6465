package tarn.log;

/** A line that its log format cannot explain; the message is the reason that is counted and kept with the line. */
public final class MalformedLine extends Exception {
  public MalformedLine(String reason) {
    super(reason, null, false, false);
  }
}
