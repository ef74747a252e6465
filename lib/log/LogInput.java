package tarn.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Opens logs, packed or not. */
public final class LogInput {
  private static final int MAGIC_LENGTH = 2;

  private LogInput() {}

  /**
   * The plain content of a log. Whether it is packed is judged by its first two bytes, whatever its name; all members
   * of a gzip file are read.
   *
   * @param input is closed with the result
   * @return a stream that throws {@link DamagedInput} where packed content is damaged, after all bytes before the
   *     damage have been read
   */
  public static InputStream open(InputStream input) throws IOException {
    PushbackInputStream peekable = new PushbackInputStream(input, MAGIC_LENGTH);
    byte[] magic = peekable.readNBytes(MAGIC_LENGTH);
    peekable.unread(magic);
    boolean packed = magic.length == MAGIC_LENGTH
        && (magic[0] & 0xff) == GzipInput.MAGIC_FIRST
        && (magic[1] & 0xff) == GzipInput.MAGIC_SECOND;
    return packed ? new GzipInput(peekable) : peekable;
  }
}
