package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import software.amazon.awssdk.services.s3.S3Client;
import tarn.aggregate.SettableClock;
import tarn.lake.UnreliableS3.Fault;

/** What a store on S3 promises where requests fail. */
class S3FaultTest {
  private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final int ATTEMPTS = 6;
  private static final int PART_BYTES = 8 << 20;
  private static final String FILE = "cleaned/incoming/domain_name=a/c.parquet";

  @TempDir
  Path folder;

  private String prefix;
  private UnreliableS3 proxy;
  private Lake lake;
  private Store store;
  /** The same, past the proxy. */
  private Lake direct;

  @BeforeEach
  void makeLake() throws Exception {
    prefix = S3Server.newPrefix();
    proxy = new UnreliableS3(S3Server.endpoint());
    lake = S3Server.lake(prefix, proxy.endpoint(), folder.resolve("here"));
    store = lake.store();
    direct = S3Server.lake(prefix, S3Server.endpoint(), folder.resolve("there"));
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void write(Store store, String path, byte[] content, Gate gate) throws Exception {
    Path temporary = store.temporary(path);
    Files.write(temporary, content);
    store.put(temporary, path, gate);
  }

  private byte[] content(String path) {
    Store.Content content = direct.store().read(path);
    return content == null ? null : content.bytes();
  }

  /** Lets a deed fail, and says in which words. */
  private static String failure(Executable deed) {
    String said = assertThrows(LakeException.class, deed).getMessage();
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.startsWith("cannot ") && said.length() < 300 && !said.contains("Exception"), said);
    return said;
  }

  private List<Path> copies() throws Exception {
    Path cache = folder.resolve("here/cache");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"SILENCE", "EXPIRED_400", "EXPIRED_403", "NO_SUCH_UPLOAD"})
  void whatFailsForAWhileIsTriedAgainAndComesOutRight(Fault fault) throws Exception {
    byte[] content = bytes(50_000, 1);
    proxy.fail(3, fault, "PUT", "");
    write(store, FILE, content, Gate.OPEN);
    assertTrue(proxy.faults() == 3 || fault == Fault.DELAY);
    assertArrayEquals(content, content(FILE));
    proxy.fail(3, fault, "", "");
    LakeFile file = store.find(FILE);
    proxy.fail(3, fault, "", "");
    assertEquals(List.of(file.path()), store.list("cleaned/").stream().map(LakeFile::path).toList());
    write(direct.store(), FILE, content = bytes(50_000, 2), Gate.OPEN);
    proxy.fail(3, fault, "", "");
    assertArrayEquals(content, Files.readAllBytes(store.fetch(store.find(FILE))));
    proxy.fail(3, fault, "GET", "");
    assertArrayEquals(content, store.read(FILE).bytes());
    proxy.fail(3, fault, "GET", "");
    try (InputStream in = store.open(store.find(FILE))) {
      assertArrayEquals(content, in.readAllBytes());
    }
    proxy.fail(3, fault, "", "");
    store.delete(FILE);
    assertNull(content(FILE));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"SILENCE", "DELAY", "EXPIRED_400", "EXPIRED_403", "NO_SUCH_UPLOAD"})
  void theLastRequestOfALargeFileIsTriedAgain(Fault fault) throws Exception {
    byte[] content = bytes(PART_BYTES + 1, 3);
    for (Gate gate : List.of(Gate.OPEN, (Gate) Change::make)) {
      proxy.fail(2, fault, "POST", "uploadId=");
      write(store, FILE, content, gate);
      assertArrayEquals(content, content(FILE));
      assertEquals(2, proxy.faults());
    }
  }

  @Test
  void anUploadInPartsWhoseAnswerGotLostAndWhichIsUnknownByThenIsDone() throws Exception {
    byte[] content = bytes(PART_BYTES + 1, 3);
    for (Gate gate : List.of(Gate.OPEN, (Gate) Change::make)) {
      AtomicInteger completions = new AtomicInteger();
      proxy.fail(request -> !request.isOf("POST", "uploadId=") ? null : completions.incrementAndGet() == 1 ? Fault.LOST_ANSWER : Fault.NO_SUCH_UPLOAD);
      write(store, FILE, content, gate);
      assertEquals(2, completions.get());
      proxy.failAlways(Fault.NO_SUCH_UPLOAD, "POST", "uploadId=");
      assertThrows(LakeException.class, () -> write(store, FILE, bytes(PART_BYTES + 1, 4), gate));
      assertArrayEquals(content, content(FILE));
    }
  }

  @Test
  void partsOfALargeFileThatAreCutGoAndComeAgain() throws Exception {
    byte[] content = bytes(2 * PART_BYTES + 7, 4);
    proxy.fail(2, Fault.CUT_UPLOAD, "PUT", "partNumber=");
    write(store, FILE, content, Gate.OPEN);
    assertEquals(2, proxy.faults());
    assertArrayEquals(content, content(FILE));
    write(direct.store(), FILE, content = bytes(2 * PART_BYTES + 7, 5), Gate.OPEN);
    proxy.fail(3, Fault.CUT_DOWNLOAD, "GET", "c.parquet");
    assertArrayEquals(content, Files.readAllBytes(store.fetch(store.find(FILE))));
    assertEquals(3, proxy.faults());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"SILENCE", "DELAY", "EXPIRED_400", "EXPIRED_403", "NO_SUCH_UPLOAD"})
  void whatFailsForEverIsOneSentenceAndChangesNothing(Fault fault) throws Exception {
    byte[] before = bytes(1000, 6);
    write(direct.store(), FILE, before, Gate.OPEN);
    proxy.failAlways(fault, "", "");
    LakeFile file = direct.store().find(FILE);
    for (Executable read : List.<Executable>of(() -> store.list("cleaned/"), () -> store.find(FILE), () -> store.read(FILE),
        () -> store.fetch(file), () -> store.open(file))) {
      String said = failure(read);
      assertTrue(said.contains("s3://" + prefix + "-cleaned") && said.contains("run the same command again"), said);
    }
    assertEquals(List.of(), copies());
    proxy.failAlways(fault == Fault.CUT_DOWNLOAD || fault == Fault.LOST_ANSWER ? Fault.CUT_UPLOAD : fault, "", "");
    assertTrue(failure(() -> write(store, FILE, bytes(1000, 7), Gate.OPEN)).contains("run the same command again"));
    failure(() -> write(store, FILE, bytes(1000, 7), Change::make));
    failure(() -> write(store, FILE, bytes(PART_BYTES + 1, 7), Gate.OPEN));
    failure(() -> store.create("raw/salt/d.json", new byte[] {1}));
    failure(() -> store.delete(FILE));
    assertArrayEquals(before, content(FILE));
    assertNull(content("raw/salt/d.json"));
    proxy.heal();
    write(store, FILE, bytes(1000, 7), Gate.OPEN);
    assertArrayEquals(bytes(1000, 7), content(FILE));
  }

  @Test
  void aLargeFileOfWhichAPartNeverArrivesIsGivenUp() throws Exception {
    byte[] before = bytes(1000, 6);
    write(direct.store(), FILE, before, Gate.OPEN);
    proxy.failAlways(Fault.CUT_UPLOAD, "PUT", "partNumber=2");
    failure(() -> write(store, FILE, bytes(2 * PART_BYTES, 7), Gate.OPEN));
    assertArrayEquals(before, content(FILE));
    try (S3Client s3 = S3Server.client()) {
      assertEquals(List.of(), s3.listMultipartUploads(request -> request.bucket(prefix + "-cleaned")).uploads());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.INCLUDE, names = {"EXPIRED_400", "EXPIRED_403"})
  void expiredCredentialsAreSaidAtOnce(Fault fault) throws Exception {
    write(direct.store(), FILE, new byte[] {1}, Gate.OPEN);
    LakeFile file = direct.store().find(FILE);
    for (Executable deed : List.<Executable>of(() -> store.list("cleaned/"), () -> store.find(FILE), () -> store.read(FILE),
        () -> store.fetch(file), () -> write(store, FILE, new byte[] {2}, Gate.OPEN), () -> write(store, FILE, new byte[] {2}, Change::make),
        () -> store.create("raw/salt/d.json", new byte[] {2}), () -> store.delete(FILE))) {
      proxy.failAlways(fault, "", "");
      String said = failure(deed);
      assertTrue(said.contains("the credentials have expired: sign in again, and run the same command again"), said);
      assertTrue(proxy.requests().size() <= 2, proxy.requests().toString());
    }
    assertArrayEquals(new byte[] {1}, content(FILE));
  }

  @Test
  void aSilentServiceIsAskedAgainAndGivenUpInTheEnd() throws Exception {
    write(direct.store(), FILE, new byte[] {1}, Gate.OPEN);
    Lake hasty = Lake.open("s3://" + prefix, () -> S3Server.settings(proxy.endpoint(), folder.resolve("hasty"), Duration.ofMillis(500)));
    proxy.fail(1, Fault.SILENCE, "", "");
    assertArrayEquals(new byte[] {1}, hasty.store().read(FILE).bytes());
    proxy.failAlways(Fault.SILENCE, "", "");
    assertTrue(failure(() -> hasty.store().read(FILE)).contains("no answer in time"));
    assertEquals(ATTEMPTS, proxy.requests().size());
  }

  @Test
  void aSaltWhoseAnswerGotLostIsTheSaltOfEverybody() throws Exception {
    proxy.fail(1, Fault.LOST_ANSWER, "PUT", "/salt/");
    byte[] mine = new SaltFiles(lake, NOW).salt(DAY);
    assertEquals(1, proxy.faults());
    assertArrayEquals(mine, new SaltFiles(direct, NOW).salt(DAY));
    proxy.heal();
    assertArrayEquals(mine, new SaltFiles(lake, NOW).salt(DAY));
  }

  @Test
  void aLeaseWhoseAnswerGotLostIsHeld() throws Exception {
    proxy.fail(1, Fault.LOST_ANSWER, "PUT", "lease.json");
    try (Lease lease = Lease.take(lake, "aggregate", NOW)) {
      assertEquals(1, proxy.faults());
      assertThrows(LeaseHeld.class, () -> Lease.take(direct, "repartition", NOW));
      proxy.fail(1, Fault.LOST_ANSWER, "PUT", "stats.parquet");
      AtomicFile.write(lake, lease, "curated/stats.parquet", temporary -> Files.write(temporary, new byte[] {1}));
      assertEquals(1, proxy.faults());
      proxy.fail(1, Fault.LOST_ANSWER, "PUT", "stats.parquet");
      AtomicFile.write(lake, lease, "curated/stats.parquet", temporary -> Files.write(temporary, new byte[] {2}));
      assertArrayEquals(new byte[] {2}, content("curated/stats.parquet"));
      proxy.fail(1, Fault.LOST_ANSWER, "POST", "delete");
    }
    assertEquals(1, proxy.faults());
    assertNull(content("curated/lease.json"));
  }

  @Test
  void aRenewalWhoseAnswerGotLostHolds() throws Exception {
    SettableClock clock = new SettableClock(NOW.instant());
    try (Lease lease = Lease.take(lake, "aggregate", clock)) {
      clock.pass(Duration.ofSeconds(50));
      proxy.fail(1, Fault.LOST_ANSWER, "PUT", "lease.json");
      AtomicFile.write(lake, lease, "curated/stats.parquet", temporary -> Files.write(temporary, new byte[] {1}));
      assertEquals(1, proxy.faults());
      assertArrayEquals(new byte[] {1}, content("curated/stats.parquet"));
    }
  }

  @Test
  void whoLosesTheLeaseToAnotherWhileItsAnswerIsLostHearsOfIt() throws Exception {
    assertTrue(direct.store().create("curated/lease.json", new byte[] {1}));
    Store.Content read = store.read("curated/lease.json");
    // The first request is refused, and before the second another command is faster.
    proxy.fail(request -> {
      if (request.number() == 1) {
        assertTrue(direct.store().replace("curated/lease.json", direct.store().read("curated/lease.json"), new byte[] {2}));
        return Fault.SERVER_ERROR;
      }
      return null;
    });
    assertFalse(store.replace("curated/lease.json", read, new byte[] {3}));
    assertArrayEquals(new byte[] {2}, content("curated/lease.json"));
  }
}
