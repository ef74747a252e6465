package tarn.lake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Bytes that pile up and are read where they lie: one large array would be copied as often as it grows, and many new ones
 * by the garbage collector.
 */
final class Chunks {
  private static final int SMALLEST = 1 << 10;
  static final int LARGEST = 1 << 20;

  private final ChunkPool pool;
  private final List<byte[]> full = new ArrayList<>();
  private byte[] last = new byte[SMALLEST];
  private int used;

  /** @param pool gives the large arrays */
  Chunks(ChunkPool pool) {
    this.pool = pool;
  }

  void add(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      if (used == last.length) {
        full.add(last);
        last = 2 * last.length < LARGEST ? new byte[2 * last.length] : pool.take();
        used = 0;
      }
      int count = Math.min(bytes.length - from, last.length - used);
      System.arraycopy(bytes, from, last, used, count);
      from += count;
      used += count;
    }
  }

  /** Lets go of all bytes. */
  void release() {
    full.forEach(pool::giveBack);
    full.clear();
    pool.giveBack(last);
    last = new byte[SMALLEST];
    used = 0;
  }

  InputStream open() {
    List<InputStream> streams = new ArrayList<>();
    full.forEach(chunk -> streams.add(new ByteArrayInputStream(chunk)));
    streams.add(new ByteArrayInputStream(last, 0, used));
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  void addTo(MessageDigest digest) {
    full.forEach(digest::update);
    digest.update(last, 0, used);
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] chunk : full) {
      out.write(chunk);
    }
    out.write(last, 0, used);
  }
}
