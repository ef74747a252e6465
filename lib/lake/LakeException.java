package tarn.lake;

/** Something a user of the lake has to know and can mend; the message is one sentence and says what to do next. */
public class LakeException extends RuntimeException {
  public LakeException(String message) {
    super(message);
  }

  public LakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
