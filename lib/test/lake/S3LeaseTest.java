package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lease of a lake on S3, as two machines see it. */
class S3LeaseTest {
  private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private static final Clock IN_TWO_MINUTES = Clock.fixed(Instant.parse("2026-11-20T12:02:00Z"), ZoneOffset.UTC);
  private static final String FILE = "curated/aggregated/stats/stats.parquet";

  @TempDir
  Path folder;

  private Lake here;
  private Lake there;

  @BeforeEach
  void makeLake() {
    String prefix = S3Server.newPrefix();
    here = S3Server.lake(prefix, S3Server.endpoint(), folder.resolve("here"));
    there = S3Server.lake(prefix, S3Server.endpoint(), folder.resolve("there"));
  }

  private static void publish(Lake lake, Lease lease, int content) {
    AtomicFile.write(lake, lease, FILE, temporary -> Files.write(temporary, new byte[] {(byte) content}));
  }

  private byte[] published() {
    Store.Content content = here.store().read(FILE);
    return content == null ? null : content.bytes();
  }

  @Test
  void whoComesSecondHearsWhoWorks() {
    try (Lease first = Lease.take(here, "aggregate", NOW)) {
      LeaseHeld held = assertThrows(LeaseHeld.class, () -> Lease.take(there, "repartition", NOW));
      assertTrue(held.getMessage().startsWith("aggregate by "), held.getMessage());
      publish(here, first, 1);
    }
    Lease.take(there, "repartition", NOW).close();
    assertArrayEquals(new byte[] {1}, published());
  }

  @Test
  void whoWasNotRenewedInTimeIsReplacedAndPublishesNothingAnyMore() {
    Lease late = Lease.take(here, "aggregate", NOW);
    try (Lease next = Lease.take(there, "aggregate", IN_TWO_MINUTES)) {
      LakeException lost = assertThrows(LakeException.class, () -> publish(here, late, 1));
      assertTrue(lost.getMessage().contains("has taken over"), lost.getMessage());
      assertNull(published());
      late.close();
      publish(there, next, 2);
      assertArrayEquals(new byte[] {2}, published());
    }
  }

  @Test
  void whoIsHeldUpAfterTheLookAtTheLeaseReplacesNothingOfTheNextOwner() throws Exception {
    AtomicReference<LakeException> refused = new AtomicReference<>();
    try (Lease late = Lease.take(here, "aggregate", NOW)) {
      publish(here, late, 0);
      Path file = here.store().temporary(FILE);
      Files.write(file, new byte[] {1});
      here.store().put(file, FILE, change -> late.whileHeld(() -> {
        // The machine sleeps here for two minutes.
        try (Lease next = Lease.take(there, "aggregate", IN_TWO_MINUTES)) {
          publish(there, next, 2);
        }
        refused.set(assertThrows(LakeException.class, change::make));
      }));
    }
    assertTrue(refused.get().getMessage().contains("another command has changed"), refused.get().getMessage());
    assertArrayEquals(new byte[] {2}, published());
  }

  @Test
  void aLeaseThatIsAboutToRunOutIsRenewedBeforeAChange() {
    try (Lease lease = Lease.take(here, "aggregate", NOW)) {
      lease.whileHeld(() -> {});
    }
    Clock[] clock = {NOW};
    Clock moving = new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return clock[0].instant();
      }
    };
    try (Lease lease = Lease.take(here, "aggregate", moving)) {
      clock[0] = Clock.fixed(NOW.instant().plusSeconds(50), ZoneOffset.UTC);
      publish(here, lease, 1);
      assertThrows(LeaseHeld.class, () -> Lease.take(there, "prune", Clock.fixed(NOW.instant().plusSeconds(100), ZoneOffset.UTC)));
    }
  }
}
