package tarn.lake;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import tarn.log.LogFormat;

/**
 * Takes raw files into the lake side by side, as many at a time as there are processors and at most four, so that memory
 * is bounded by as many raw files. Each comes to its places in its order: raw, cleaned, ledger. For one user at a time.
 */
final class RawFileIntake implements AutoCloseable {
  private static final int MOST_AT_A_TIME = 4;

  /** Makes what reads the lines of a raw file. */
  interface TransformMaker {
    LineTransform make() throws SQLException;
  }

  private record Running(String name, Future<LedgerEntry> entry) {}

  private final Lake lake;
  private final Ledger ledger;
  private final TransformMaker transforms;
  private final int atATime = Math.min(MOST_AT_A_TIME, Runtime.getRuntime().availableProcessors());
  private final ExecutorService threads = Executors.newFixedThreadPool(atATime, RawFileIntake::thread);
  /** Compressing takes a quarter of the time, and the lines can be read meanwhile. */
  private final ExecutorService publishers = Executors.newFixedThreadPool(atATime, RawFileIntake::thread);
  /** As many as were ever needed at a time: each has a database of its own. */
  private final Queue<LineTransform> idle = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Running> running = new ArrayDeque<>();
  private final Set<String> runningNames = new HashSet<>();

  /** @param transforms is asked for as many as work at a time */
  RawFileIntake(Lake lake, Ledger ledger, TransformMaker transforms) {
    this.lake = lake;
    this.ledger = ledger;
    this.transforms = transforms;
  }

  /** Does not keep a JVM alive that is told to end: what is half done is done again by the next run. */
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tarn-intake");
    thread.setDaemon(true);
    return thread;
  }

  boolean isRunning(String name) {
    return runningNames.contains(name);
  }

  /**
   * Takes a raw file. Waits for the longest running one where there are enough.
   *
   * @param before what had become of its lines; null where they are new
   * @param done is told what had been counted of each that was waited for, null of one that was left as it was
   */
  void take(RawFile raw, String name, LogFormat format, String source, LedgerEntry before, Consumer<LedgerEntry> done)
      throws IOException, SQLException {
    if (running.size() >= atATime) {
      awaitOne(done);
    }
    running.add(new Running(name, threads.submit(() -> takeNow(raw, name, format, source, before))));
    runningNames.add(name);
  }

  /** Waits for all that run. */
  void awaitAll(Consumer<LedgerEntry> done) throws IOException, SQLException {
    while (!running.isEmpty()) {
      awaitOne(done);
    }
  }

  private void awaitOne(Consumer<LedgerEntry> done) throws IOException, SQLException {
    Running first = running.remove();
    runningNames.remove(first.name());
    done.accept(await(first.entry()));
  }

  private static <T> T await(Future<T> result) throws IOException, SQLException {
    try {
      return result.get();
    } catch (ExecutionException failed) {
      throw rethrow(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LakeException("interrupted: nothing in the lake is half written; run the same command again", interrupted);
    }
  }

  private static IllegalStateException rethrow(Throwable cause) throws IOException, SQLException {
    if (cause instanceof IOException failure) {
      throw failure;
    }
    if (cause instanceof SQLException failure) {
      throw failure;
    }
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    if (cause instanceof Error failure) {
      throw failure;
    }
    return new IllegalStateException(cause);
  }

  private LedgerEntry takeNow(RawFile raw, String name, LogFormat format, String source, LedgerEntry before)
      throws IOException, SQLException {
    LineTransform known = idle.poll();
    LineTransform transform = known != null ? known : transforms.make();
    // Of lines that had become something before, none is written until it is sure that they can do so again.
    Future<?> published = before != null ? null : publishers.submit(() -> raw.publish(lake, name));
    try {
      LedgerEntry entry = transform.apply(raw.lines(), name, raw.day(), format, source, before,
          published != null ? () -> await(published) : () -> raw.publish(lake, name));
      if (entry != null) {
        ledger.write(entry);
      }
      return entry;
    } finally {
      try {
        if (published != null) {
          await(published);
        }
      } finally {
        raw.release();
        idle.add(transform);
      }
    }
  }

  /** Waits for what runs, and lets go of it all. */
  @Override
  public void close() throws SQLException {
    threads.shutdown();
    for (Running each : running) {
      try {
        each.entry().get();
      } catch (ExecutionException | InterruptedException whatCameFirstIsOnItsWay) {
        // The failure of another raw file, or of reading, has ended the whole.
      }
    }
    publishers.shutdown();
    for (LineTransform transform = idle.poll(); transform != null; transform = idle.poll()) {
      transform.close();
    }
  }
}
