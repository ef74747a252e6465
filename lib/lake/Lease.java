package tarn.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to change partitions of a lake, which one process has at a time. Its owner renews it while it works; it ends
 * when it is closed, when its process ends, or when it was not renewed in time. Every change goes through
 * {@link #whileHeld}, so that an owner who lost it, for instance because the machine slept, can change nothing any more.
 *
 * <p>{@code lease.json} tells who has it and until when. A lock of the operating system on {@code lease.alive} lasts as
 * long as the owner's process, which is how a crash is told from work; one on {@code lease.lock} is held for moments,
 * around each look at the lease and each change under it.
 */
public final class Lease implements AutoCloseable {
  /**
   * What the lease file holds.
   *
   * @param token tells this lease from every other
   * @param owner user, host and process, for people
   * @param task the command that works
   * @param since ISO 8601
   * @param expires ISO 8601
   */
  record Entry(String token, String owner, String task, String since, String expires) {
    boolean isExpired(Instant now) {
      return !now.isBefore(Instant.parse(expires));
    }
  }

  /** A change that only the owner may make. */
  public interface Change {
    void make() throws IOException;
  }

  private static final Duration LIFETIME = Duration.ofSeconds(60);
  /**
   * The lakes whose lease is in this process. It is asked before the file is, because closing a file gives up all locks
   * that the process has on it; and it is the monitor of all that happens under {@code lease.lock}.
   */
  private static final Set<Path> IN_THIS_PROCESS = new HashSet<>();

  private final Lake lake;
  private final Clock clock;
  private final FileChannel alive;
  private final ScheduledExecutorService renewal;
  private volatile Entry entry;

  private Lease(Lake lake, Clock clock, FileChannel alive, Entry entry) {
    this.lake = lake;
    this.clock = clock;
    this.alive = alive;
    this.entry = entry;
    this.renewal = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "lease-renewal");
      thread.setDaemon(true);
      return thread;
    });
    long period = LIFETIME.toMillis() / 4;
    renewal.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * @param task the command that wants to work, for whoever is told to wait
   * @throws LeaseHeld when another process has the lease; the message says who and since when
   */
  public static Lease take(Lake lake, String task, Clock clock) {
    try {
      Lease[] taken = new Lease[1];
      underLock(lake, () -> taken[0] = takeUnderLock(lake, task, clock));
      return taken[0];
    } catch (IOException e) {
      throw new LakeException("cannot lease " + lake.curated() + " (" + e.getMessage() + "): check that it may be written to", e);
    }
  }

  private static Lease takeUnderLock(Lake lake, String task, Clock clock) throws IOException {
    FileChannel alive = IN_THIS_PROCESS.contains(lake.root()) ? null : open(lake, "lease.alive");
    boolean nobodyAlive = alive != null && alive.tryLock() != null;
    Entry other = read(lake);
    if (other != null && !nobodyAlive && !other.isExpired(clock.instant())) {
      if (alive != null) {
        alive.close();
      }
      throw new LeaseHeld(other.task() + " by " + other.owner() + " works on " + lake.root() + " since " + other.since()
          + ": wait until it is done, and run again");
    }
    Instant now = clock.instant();
    Entry entry = new Entry(UUID.randomUUID().toString(), owner(), task, now.toString(), now.plus(LIFETIME).toString());
    write(lake, entry);
    if (alive != null) {
      IN_THIS_PROCESS.add(lake.root());
    }
    return new Lease(lake, clock, alive, entry);
  }

  private static String owner() throws IOException {
    Path name = Path.of("/proc/sys/kernel/hostname");
    String host = Files.isReadable(name) ? Files.readString(name).strip()
        : System.getenv().getOrDefault("HOSTNAME", System.getenv().getOrDefault("COMPUTERNAME", "an unnamed host"));
    return System.getProperty("user.name") + " on " + host + ", process " + ProcessHandle.current().pid();
  }

  /**
   * Makes a change if this is still the owner, while nobody else can become it.
   *
   * @throws LakeException when the lease was lost; nothing was changed then
   */
  public void whileHeld(Change change) {
    try {
      underLock(lake, () -> {
        Entry current = read(lake);
        if (!isMine(current)) {
          throw new LakeException(entry.task() + " was not renewed in time and "
              + (current == null ? "its lease is gone" : current.task() + " by " + current.owner() + " has taken over")
              + ": what it had published stays whole; run it again");
        }
        change.make();
      });
    } catch (IOException e) {
      throw new LakeException("cannot change " + lake.root() + " (" + e.getMessage()
          + "): make room or mend the permissions, and run the same command again", e);
    }
  }

  /** Makes a change that needs no lease, while no owner of one makes another. */
  static void betweenChanges(Lake lake, Change change) {
    try {
      underLock(lake, change);
    } catch (IOException e) {
      throw new LakeException("cannot change " + lake.root() + " (" + e.getMessage()
          + "): make room or mend the permissions, and run the same command again", e);
    }
  }

  private boolean isMine(Entry current) {
    return current != null && current.token().equals(entry.token());
  }

  private void renew() {
    try {
      whileHeld(() -> {
        entry = new Entry(entry.token(), entry.owner(), entry.task(), entry.since(),
            clock.instant().plus(LIFETIME).toString());
        write(lake, entry);
      });
    } catch (LakeException lostOrNotWritten) {
      // The owner hears of it at its next change.
    }
  }

  /** Ends the lease; one that was lost is another's and stays. */
  @Override
  public void close() {
    renewal.shutdownNow();
    try {
      underLock(lake, () -> {
        if (isMine(read(lake))) {
          Files.delete(file(lake, "lease.json"));
        }
        if (alive != null) {
          IN_THIS_PROCESS.remove(lake.root());
          alive.close();
        }
      });
    } catch (IOException e) {
      throw new LakeException("cannot end the lease of " + lake.curated() + " (" + e.getMessage() + "): it ends by itself", e);
    }
  }

  private static void underLock(Lake lake, Change change) throws IOException {
    Files.createDirectories(lake.curated());
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel channel = open(lake, "lease.lock")) {
        channel.lock();
        change.make();
      }
    }
  }

  private static FileChannel open(Lake lake, String name) throws IOException {
    return FileChannel.open(file(lake, name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Entry read(Lake lake) {
    Path file = file(lake, "lease.json");
    return Files.exists(file) ? Json.read(file, Entry.class) : null;
  }

  private static void write(Lake lake, Entry entry) {
    AtomicFile.write(lake, file(lake, "lease.json"), temporary -> Files.write(temporary, Json.bytes(entry)));
  }

  private static Path file(Lake lake, String name) {
    return lake.curated().resolve(name);
  }
}
