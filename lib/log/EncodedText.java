package tarn.log;

/**
 * A text whose parts are percent-encoded each for itself, such as a query string. Each part can be asked for once, since it
 * is decoded in its place. Not thread-safe.
 */
public final class EncodedText {
  private final String text;
  private final int times;
  /** Null where the text is not ASCII. */
  private final byte[] ascii;

  /** @param times how often each part is encoded */
  public EncodedText(String text, int times) {
    this.text = text;
    this.times = times;
    this.ascii = AsciiPercentDecoder.bytes(text);
  }

  /** The part from {@code start} to before {@code end}, as {@link PercentDecoder#decode(String, int)} says. */
  public String decoded(int start, int end) {
    String decoded = ascii == null ? null : AsciiPercentDecoder.decode(ascii, start, end, times);
    return decoded != null ? decoded : PercentDecoder.decode(text.substring(start, end), times);
  }
}
