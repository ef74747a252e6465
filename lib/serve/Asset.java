package tarn.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import tarn.lake.Sha256;

/**
 * A file that is served, read once at the start: no request leads to a file.
 *
 * @param plain the content
 * @param packed the same by gzip
 * @param etag of the plain content, with its quotation marks
 */
record Asset(ByteBuffer plain, ByteBuffer packed, String etag) {
  private static final int ETAG_BYTES = 12;

  /** @param name of the file under {@code infra/assets} */
  static Asset read(String name) {
    try (InputStream in = Asset.class.getResourceAsStream("/assets/" + name)) {
      if (in == null) {
        throw new IllegalStateException("assets/" + name + " is not on the class path");
      }
      return of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Asset of(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    String hash = HexFormat.of().formatHex(Sha256.of(content), 0, ETAG_BYTES);
    return new Asset(direct(content), direct(packed.toByteArray()), '"' + hash + '"');
  }

  private static ByteBuffer direct(byte[] content) {
    return ByteBuffer.allocateDirect(content.length).put(content).flip().asReadOnlyBuffer();
  }

  /** The tag of the packed content: another representation needs another tag. */
  String packedEtag() {
    return etag.substring(0, etag.length() - 1) + "-gzip\"";
  }
}
