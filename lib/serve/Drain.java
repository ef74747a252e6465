package tarn.serve;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tarn.event.PixelOptions;
import tarn.lake.Ingest;
import tarn.lake.IngestResult;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.log.LogFormat;

/**
 * Takes the closed segments of the journal into raw and cleaned. A segment never changes, raw files are named by their
 * content, and the ledger knows them: so one that a crash left behind after it was ingested is not counted again.
 */
final class Drain {
  private final Lake lake;
  private final Journal journal;
  private final PixelOptions options;
  private final Clock clock;
  private final Consumer<String> say;
  /** Alone: what gathers rows for DuckDB belongs to one thread. */
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
    Thread own = new Thread(task, "drain");
    own.setDaemon(true);
    return own;
  });
  private Ingest ingest;
  private LocalDate ingestOf;
  private String lastProblem;

  Drain(Lake lake, Journal journal, PixelOptions options, Clock clock, Consumer<String> say) {
    this.lake = lake;
    this.journal = journal;
    this.options = options;
    this.clock = clock;
    this.say = say;
  }

  /** Begins with what an earlier process left, and tries again what could not be taken. */
  void start(Duration retry) {
    thread.scheduleWithFixedDelay(this::run, 0, retry.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** There is something to take. */
  void wake() {
    thread.execute(this::run);
  }

  /**
   * Takes all there is and ends.
   *
   * @return false where something could not be taken
   */
  boolean finish() throws InterruptedException, ExecutionException {
    try {
      return thread.submit(() -> {
        boolean all = run();
        closeIngest();
        return all;
      }).get();
    } finally {
      thread.shutdown();
    }
  }

  /** A segment that cannot be taken is left for the next time, the others go on. */
  private boolean run() {
    boolean all = true;
    for (Path segment : journal.closedSegments()) {
      all &= take(segment);
    }
    if (all) {
      lastProblem = null;
    }
    return all;
  }

  private boolean take(Path segment) {
    try {
      IngestResult result;
      try (InputStream lines = new BufferedInputStream(Files.newInputStream(segment))) {
        result = ingest().ingest("serve " + segment.getFileName(), lines);
      }
      journal.remove(segment);
      result.failed().forEach((reason, count) ->
          say.accept(String.format(java.util.Locale.ROOT, "%,d hits failed: %s (kept in raw/error)", count, reason)));
      return true;
    } catch (IOException | SQLException | RuntimeException e) {
      // What it had gathered of these lines must not go with those of the next.
      closeIngest();
      String problem = e instanceof LakeException ? e.getMessage() : "cannot take " + segment + " into the lake (" + e.getMessage() + ")";
      if (!problem.equals(lastProblem)) {
        say.accept(problem + "; its hits are safe in the journal, and the next attempt is in a moment");
      }
      lastProblem = problem;
      return false;
    }
  }

  /** A new one each day, so that no salt is held in memory longer than the lake keeps it. */
  private Ingest ingest() throws SQLException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!today.equals(ingestOf)) {
      closeIngest();
    }
    if (ingest == null) {
      ingest = new Ingest(lake, options, LogFormat.REALTIME, false, clock);
      ingestOf = today;
    }
    return ingest;
  }

  private void closeIngest() {
    try {
      if (ingest != null) {
        ingest.close();
      }
    } catch (SQLException alreadyBroken) {
      // A new one is made in its place.
    } finally {
      ingest = null;
    }
  }
}
