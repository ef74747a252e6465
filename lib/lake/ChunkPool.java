package tarn.lake;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Arrays of {@link Chunks#LARGEST} bytes that are used again, as many as were ever needed at a time. Thread-safe. */
final class ChunkPool {
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

  byte[] take() {
    byte[] chunk = free.poll();
    return chunk != null ? chunk : new byte[Chunks.LARGEST];
  }

  /** Smaller arrays are left to the garbage collector. */
  void giveBack(byte[] chunk) {
    if (chunk.length == Chunks.LARGEST) {
      free.add(chunk);
    }
  }
}
