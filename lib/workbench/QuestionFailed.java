package tarn.workbench;

/** A question that could not be answered. The message is for the person who asked, and no stack trace follows it. */
public final class QuestionFailed extends RuntimeException {
  QuestionFailed(String message) {
    super(message, null, false, false);
  }
}
