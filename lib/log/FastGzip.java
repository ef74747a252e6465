package tarn.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip of level 1, the fastest. */
public final class FastGzip extends GZIPOutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  public FastGzip(OutputStream out) throws IOException {
    super(out, BUFFER_BYTES);
    def.setLevel(Deflater.BEST_SPEED);
  }
}
