package tarn.workbench;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A line that tells how a long read goes on, in a notebook or on a terminal; short reads have none. Also ends the read when
 * its thread is interrupted, as by the stop button of a notebook: what runs in DuckDB would not notice.
 */
final class ReadingLine implements AutoCloseable {
  private static final int FIRST_MILLIS = 2_000;
  private static final int LOOK_MILLIS = 200;
  private static final int MILLIS = 500;
  private static final double NANOS_OF_SECOND = 1e9;

  private final long start = System.nanoTime();
  private final Notebook.Page page = Notebook.page();
  private final ScheduledExecutorService timer;
  private volatile long rows;
  private String shown;

  /** @param cancel ends the read from another thread */
  ReadingLine(Runnable cancel) {
    Thread reader = Thread.currentThread();
    timer = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "reading-line");
      thread.setDaemon(true);
      return thread;
    });
    timer.scheduleAtFixedRate(() -> {
      if (reader.isInterrupted()) {
        cancel.run();
      }
    }, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    if (page != null || System.console() != null) {
      timer.scheduleAtFixedRate(this::tell, FIRST_MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * @param read how many rows are read
   * @throws QuestionFailed when the reader is interrupted
   */
  void rows(long read) {
    if (Thread.currentThread().isInterrupted()) {
      throw new QuestionFailed("the question was interrupted");
    }
    rows = read;
  }

  private synchronized void tell() {
    if (!timer.isShutdown()) {
      show(rows == 0 ? String.format(Locale.ROOT, "asking … %.1f s", seconds())
          : String.format(Locale.ROOT, "reading … %,d rows, %.1f s", rows, seconds()));
    }
  }

  private double seconds() {
    return (System.nanoTime() - start) / NANOS_OF_SECOND;
  }

  private void show(String line) {
    if (page == null) {
      System.err.print('\r' + line + "   ");
      shown = line;
    } else if (shown == null) {
      shown = page.show(line);
    } else {
      page.replace(shown, line);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    synchronized (this) {
      if (shown != null) {
        show(String.format(Locale.ROOT, "%,d rows in %.1f s", rows, seconds()));
        if (page == null) {
          System.err.println();
        }
      }
    }
  }
}
