package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final Clock NOW = Clock.systemUTC();
  private static final Clock IN_TWO_MINUTES = Clock.offset(NOW, Duration.ofMinutes(2));

  @TempDir
  Path folder;

  private static final String FILE = "curated/file";

  private Lake lake;
  private Path file;

  @BeforeEach
  void makeLake() {
    lake = Lake.openOrCreate(folder.resolve("lake"));
    file = lake.store().local(FILE);
  }

  /** A process of its own that takes the lease and keeps it until it is ended. */
  public static final class Holder {
    private Holder() {}

    public static void main(String... arguments) throws Exception {
      Lease.take(Lake.open(Path.of(arguments[0])), "aggregate", NOW);
      System.out.write('!');
      System.out.flush();
      System.in.read();
    }
  }

  private Process holder() throws Exception {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), Holder.class.getName(), lake.store().local("").toString()).start();
    try (InputStream output = process.getInputStream()) {
      assertEquals('!', output.read());
    }
    return process;
  }

  private String refusal() {
    return assertThrows(LakeException.class, () -> Lease.take(lake, "repartition", NOW)).getMessage();
  }

  @Test
  void oneWorksAndTheOtherIsToldWhoAndSinceWhen() throws Exception {
    Process process = holder();
    String message = refusal();
    process.destroyForcibly().waitFor();
    for (String part : List.of("aggregate by " + System.getProperty("user.name"), "process " + process.pid(), "since 20")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void aProcessThatWasKilledLeavesTheWayFree() throws Exception {
    holder().destroyForcibly().waitFor();
    Lease.take(lake, "repartition", NOW).close();
  }

  @Test
  void anotherOneInTheSameProcessIsRefusedTooAndDisturbsNothing() {
    try (Lease first = Lease.take(lake, "aggregate", NOW)) {
      refusal();
      refusal();
      first.whileHeld(() -> Files.writeString(file, "changed"));
      assertTrue(Files.exists(file));
    }
  }

  @Test
  void whoWasNotRenewedInTimeIsReplacedAndCanChangeNothingAnyMore() {
    try (Lease late = Lease.take(lake, "aggregate", NOW); Lease next = Lease.take(lake, "repartition", IN_TWO_MINUTES)) {
      LakeException lost = assertThrows(LakeException.class,
          () -> AtomicFile.write(lake, late, FILE, temporary -> Files.writeString(temporary, "late")));
      assertTrue(lost.getMessage().contains("repartition by"), lost.getMessage());
      assertFalse(Files.exists(file));
      next.whileHeld(() -> Files.writeString(file, "changed"));
    }
  }

  @Test
  void aLateOwnerThatEndsDoesNotEndTheLeaseOfTheNext() {
    Lease late = Lease.take(lake, "aggregate", NOW);
    try (Lease next = Lease.take(lake, "repartition", IN_TWO_MINUTES)) {
      late.close();
      next.whileHeld(() -> Files.writeString(file, "changed"));
    }
    assertTrue(Files.exists(file));
  }

  @Test
  void whoHasTakenOverFromALateOwnerIsNotTakenForGoneWhenThatOneEnds() {
    Lease late = Lease.take(lake, "aggregate", NOW);
    try (Lease next = Lease.take(lake, "repartition", IN_TWO_MINUTES)) {
      late.close();
      refusal();
      next.whileHeld(() -> Files.writeString(file, "changed"));
    }
    assertTrue(Files.exists(file));
  }

  @Test
  void anEndedLeaseLeavesTheWayFree() {
    Lease.take(lake, "aggregate", NOW).close();
    Lease.take(lake, "aggregate", NOW).close();
  }
}
