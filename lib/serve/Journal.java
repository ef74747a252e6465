package tarn.serve;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.lake.OwnerOnly;

/**
 * Where hits are kept until they are in the lake: a write-ahead log in segments. Lines are appended in groups, each
 * with one fsync, and a hit hears of it only then. What is not drained at the end is there for the next start.
 *
 * <p>Memory is bounded by what may wait for the disk, and the disk by what may wait for the lake; beyond either, hits
 * are refused.
 */
final class Journal implements AutoCloseable {
  /** What becomes of one hit; heard exactly once, on a thread of the journal. */
  interface Receipt {
    /** The line has reached the disk. */
    void kept();

    /** It has not, and the client has to be told. */
    void refused();
  }

  /**
   * @param syncEvery the least time between two fsyncs, which a hit waits at most besides the fsync itself
   * @param rollEvery the age at which a segment is closed
   * @param rollBytes the size at which a segment is closed
   * @param mostBytes the size of all segments beyond which hits are refused
   */
  record Limits(Duration syncEvery, Duration rollEvery, long rollBytes, long mostBytes) {}

  private record Entry(byte[] line, Receipt receipt) {}

  private static final int MOST_WAITING = 16_384;
  private static final long MOST_WAITING_BYTES = 32L << 20;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final byte[] BLANK_LINE = {'\n'};
  private static final Receipt NOBODY = new Receipt() {
    @Override
    public void kept() {}

    @Override
    public void refused() {}
  };
  private static final Entry END = new Entry(new byte[0], null);

  private final Path folder;
  private final FileChannel lock;
  private final Clock clock;
  private final Limits limits;
  private final ExecutorService receipts = Executors.newSingleThreadExecutor(task -> new Thread(task, "journal-receipts"));
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong segmentBytes = new AtomicLong();
  private final List<Path> closed = new ArrayList<>();
  private final Thread writer = new Thread(this::run, "journal");
  private Runnable closedSegment;
  private Segment segment;
  private long segmentOpened;
  private volatile String problem;
  private volatile boolean ended;

  private Journal(Path folder, FileChannel lock, Clock clock, Limits limits) {
    this.folder = folder;
    this.lock = lock;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Opens the journal of a lake, with what an earlier process left in it.
   *
   * @throws LakeException when another process has it, or it cannot be written
   */
  static Journal open(Lake lake, Clock clock, Limits limits) {
    Path folder = lake.journal();
    try {
      OwnerOnly.createFolder(folder);
      Path lockFile = folder.resolve("lock");
      if (!Files.exists(lockFile)) {
        OwnerOnly.createFile(lockFile);
      }
      FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
      if (!isLocked(lock)) {
        lock.close();
        throw new LakeException("another serve writes to " + lake + ": end it first, or give another --lake");
      }
      Journal journal = new Journal(folder, lock, clock, limits);
      for (Path left : Segment.all(folder)) {
        if (Segment.mend(left)) {
          journal.segmentBytes.addAndGet(Files.size(left));
          journal.closed.add(left);
        }
      }
      return journal;
    } catch (IOException e) {
      throw new LakeException("cannot write to " + folder + " (" + e.getMessage() + "): mend its permissions or make room, and start again", e);
    }
  }

  /** Begins to write. @param heardOfClosed hears of each segment that can be drained */
  void start(Runnable heardOfClosed) {
    closedSegment = heardOfClosed;
    writer.start();
  }

  private static boolean isLocked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  /**
   * Takes a line, with its line end. Never waits.
   *
   * @return false when too much is waiting already; the receipt hears nothing then
   */
  boolean offer(byte[] line, Receipt receipt) {
    if (ended || segmentBytes.get() > limits.mostBytes()) {
      return false;
    }
    if (waitingBytes.addAndGet(line.length) > MOST_WAITING_BYTES || !waiting.offer(new Entry(line, receipt))) {
      waitingBytes.addAndGet(-line.length);
      return false;
    }
    return true;
  }

  private void run() {
    List<Entry> group = new ArrayList<>();
    long synced = System.nanoTime() - limits.syncEvery().toNanos();
    boolean end = false;
    while (!end) {
      try {
        Entry first = waiting.poll(problem == null ? untilRoll() : RETRY.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null && problem != null) {
          probe();
        } else if (first != null) {
          // The others that come meanwhile share the fsync.
          for (long rest; first != END && !ended && (rest = synced + limits.syncEvery().toNanos() - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(rest);
          }
          group.add(first);
          waiting.drainTo(group);
          end = group.remove(END);
          keep(group);
          waitingBytes.addAndGet(-group.stream().mapToLong(entry -> entry.line().length).sum());
          group.clear();
          synced = System.nanoTime();
        }
        if (segment != null && (end || segment.size() >= limits.rollBytes() || untilRoll() <= 0)) {
          roll();
        }
      } catch (InterruptedException nobodyDoesThat) {
        throw new IllegalStateException(nobodyDoesThat);
      }
    }
  }

  private long untilRoll() {
    return segment == null ? Long.MAX_VALUE : segmentOpened + limits.rollEvery().toNanos() - System.nanoTime();
  }

  private void keep(List<Entry> group) {
    if (group.isEmpty()) {
      return;
    }
    List<Receipt> heard = group.stream().map(Entry::receipt).toList();
    List<byte[]> lines = group.stream().map(Entry::line).toList();
    long bytes = lines.stream().mapToLong(line -> line.length).sum();
    try {
      if (segment == null) {
        segment = Segment.create(folder, clock.instant());
        segmentOpened = System.nanoTime();
      }
      segment.append(lines);
      segmentBytes.addAndGet(bytes);
      problem = null;
      receipts.execute(() -> heard.forEach(Receipt::kept));
    } catch (IOException | RuntimeException e) {
      problem = "cannot write to " + folder + " (" + e.getMessage() + ")";
      receipts.execute(() -> heard.forEach(Receipt::refused));
      // After a failed fsync nobody knows what a file holds; the next group begins another.
      roll();
    }
  }

  /** Whoever sends hits only to a collector in good health would never find out that there is room again. */
  private void probe() {
    keep(List.of(new Entry(BLANK_LINE, NOBODY)));
  }

  private void roll() {
    if (segment == null) {
      return;
    }
    Segment done = segment;
    segment = null;
    try {
      done.close();
    } catch (IOException e) {
      problem = "cannot close " + done.file() + " (" + e.getMessage() + ")";
    }
    if (done.size() > 0) {
      synchronized (closed) {
        closed.add(done.file());
      }
      closedSegment.run();
    }
  }

  /** The segments that no more lines come to, the oldest first. */
  List<Path> closedSegments() {
    synchronized (closed) {
      return List.copyOf(closed);
    }
  }

  /** Takes away a segment whose lines are in the lake. */
  void remove(Path drained) throws IOException {
    long bytes = Files.size(drained);
    Files.delete(drained);
    segmentBytes.addAndGet(-bytes);
    synchronized (closed) {
      closed.remove(drained);
    }
  }

  /** Why lines cannot be kept at present; null where they can. */
  String problem() {
    return segmentBytes.get() > limits.mostBytes()
        ? "the journal " + folder + " is full, as the lake does not take its lines fast enough" : problem;
  }

  /** Takes no more lines, keeps those that wait, and closes the last segment. */
  void end() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      waiting.put(END);
      LockSupport.unpark(writer);
      writer.join();
      List<Entry> late = new ArrayList<>();
      waiting.drainTo(late);
      receipts.execute(() -> late.forEach(entry -> entry.receipt().refused()));
      receipts.shutdown();
      receipts.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it, and lets another process have it. */
  @Override
  public void close() throws IOException {
    end();
    lock.close();
  }
}
