package tarn.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to change partitions of a lake, which one process has at a time. Its owner renews it while it works; it ends
 * when it is closed, when its process ends where that can be seen, or when it was not renewed in time. Every change goes
 * through {@link #whileHeld}, so that an owner who lost it, for instance because the machine slept, can change nothing
 * any more: in a folder nobody else can take the lease during a change; on S3 it was held for {@link #SPARE} to come
 * when the change began, which is longer than a change may take there.
 *
 * <p>{@code lease.json} tells who has it and until when.
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
   * @param isSeen whether others see that the owner's process is there, so that its end ends the lease
   */
  record Entry(String token, String owner, String task, String since, String expires, boolean isSeen) {
    boolean isExpired(Instant now) {
      return !now.isBefore(Instant.parse(expires));
    }

    Entry renewed(Instant now) {
      return new Entry(token, owner, task, since, now.plus(LIFETIME).toString(), isSeen);
    }
  }

  private static final Duration LIFETIME = Duration.ofSeconds(60);
  /** For how long the lease is held at least when a change begins. */
  static final Duration SPARE = LIFETIME.dividedBy(2);

  private final Lake lake;
  private final Clock clock;
  private final Store.Presence presence;
  private final Entry entry;
  private final ScheduledExecutorService renewal;

  private Lease(Lake lake, Clock clock, Store.Presence presence, Entry entry) {
    this.lake = lake;
    this.clock = clock;
    this.presence = presence;
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
      lake.store().exclusively(() -> taken[0] = takeExclusively(lake, task, clock));
      return taken[0];
    } catch (IOException e) {
      throw new LakeException("cannot lease " + lake + " (" + e.getMessage() + "): check that it may be written to", e);
    }
  }

  private static Lease takeExclusively(Lake lake, String task, Clock clock) throws IOException {
    Store.Presence presence = lake.store().present();
    try {
      return new Lease(lake, clock, presence, takeIfFree(lake, task, clock, presence != null));
    } catch (LakeException e) {
      if (presence != null) {
        presence.end();
      }
      throw e;
    }
  }

  private static Entry takeIfFree(Lake lake, String task, Clock clock, boolean isSeen) throws IOException {
    Store.Content held = lake.store().read(lake.lease());
    if (held != null) {
      Entry other = entry(lake, held);
      // Only one process can be seen. An owner that took over from one who slept is not, and is there nevertheless.
      boolean isGone = isSeen && other.isSeen();
      if (!isGone && !other.isExpired(clock.instant())) {
        throw heldBy(lake, other);
      }
    }
    Entry entry = new Entry(UUID.randomUUID().toString(), owner(), task, clock.instant().toString(), "", isSeen).renewed(clock.instant());
    byte[] content = Json.bytes(entry);
    boolean isTaken = held == null ? lake.store().create(lake.lease(), content) : lake.store().replace(lake.lease(), held, content);
    if (!isTaken) {
      Store.Content first = lake.store().read(lake.lease());
      throw first == null ? new LeaseHeld("another command works on " + lake + ": run again") : heldBy(lake, entry(lake, first));
    }
    return entry;
  }

  private static Entry entry(Lake lake, Store.Content content) {
    return Json.parse(lake, lake.lease(), content, Entry.class);
  }

  private static LeaseHeld heldBy(Lake lake, Entry other) {
    return new LeaseHeld(other.task() + " by " + other.owner() + " works on " + lake + " since " + other.since()
        + ": wait until it is done, and run again");
  }

  private static String owner() throws IOException {
    Path name = Path.of("/proc/sys/kernel/hostname");
    String host = Files.isReadable(name) ? Files.readString(name).strip()
        : System.getenv().getOrDefault("HOSTNAME", System.getenv().getOrDefault("COMPUTERNAME", "an unnamed host"));
    return System.getProperty("user.name") + " on " + host + ", process " + ProcessHandle.current().pid();
  }

  /**
   * Makes a change if this is still the owner.
   *
   * @throws LakeException when the lease was lost; nothing was changed then
   */
  public void whileHeld(Change change) {
    betweenChanges(lake, () -> {
      Store.Content held = lake.store().read(lake.lease());
      Entry current = held == null ? null : entry(lake, held);
      if (!isMine(current) || current.isExpired(clock.instant().plus(SPARE)) && !renew(held)) {
        throw new LakeException(entry.task() + " was not renewed in time and "
            + (current == null ? "its lease is gone" : isMine(current) ? "another command has taken over"
                : current.task() + " by " + current.owner() + " has taken over")
            + ": what it had published stays whole; run it again");
      }
      change.make();
    });
  }

  /** Makes a change that needs no lease, while no owner of one makes another where the store can keep them apart. */
  static void betweenChanges(Lake lake, Change change) {
    try {
      lake.store().exclusively(change);
    } catch (IOException e) {
      throw new LakeException("cannot change " + lake + " (" + e.getMessage()
          + "): make room or mend the permissions, and run the same command again", e);
    }
  }

  private boolean isMine(Entry current) {
    return current != null && current.token().equals(entry.token());
  }

  private boolean renew(Store.Content held) {
    return lake.store().replace(lake.lease(), held, Json.bytes(entry.renewed(clock.instant())));
  }

  private void renew() {
    try {
      betweenChanges(lake, () -> {
        Store.Content held = lake.store().read(lake.lease());
        if (held != null && isMine(entry(lake, held))) {
          renew(held);
        }
      });
    } catch (LakeException notWritten) {
      // The owner hears of it at its next change.
    }
  }

  /** Ends the lease; one that was lost is another's and stays. */
  @Override
  public void close() {
    renewal.shutdownNow();
    try {
      lake.store().exclusively(() -> {
        Store.Content held = lake.store().read(lake.lease());
        if (held != null && isMine(entry(lake, held))) {
          lake.store().delete(lake.lease());
        }
        if (presence != null) {
          presence.end();
        }
      });
    } catch (IOException e) {
      throw new LakeException("cannot end the lease of " + lake + " (" + e.getMessage() + "): it ends by itself", e);
    }
  }
}
