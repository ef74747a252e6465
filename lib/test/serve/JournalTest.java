package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.lake.Lake;
import tarn.lake.LakeException;

class JournalTest {
  private static final int WAIT_SECONDS = 30;

  @TempDir
  Path folder;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private Journal journal(long rollBytes, long mostBytes) {
    Journal journal = Journal.open(Lake.openOrCreate(folder.resolve("lake")), Clock.systemUTC(),
        new Journal.Limits(Duration.ofMillis(1), Duration.ofHours(1), rollBytes, mostBytes));
    journal.start(() -> heard.add("closed"));
    return journal;
  }

  private boolean offer(Journal journal, String line) {
    return journal.offer((line + "\n").getBytes(StandardCharsets.UTF_8), new Journal.Receipt() {
      @Override
      public void kept() {
        heard.add("kept " + line);
      }

      @Override
      public void refused() {
        heard.add("refused " + line);
      }
    });
  }

  private String next() throws InterruptedException {
    return heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  private Path logs() {
    return folder.resolve("lake/raw/journal");
  }

  private List<String> onDisk() throws Exception {
    StringBuilder all = new StringBuilder();
    for (Path segment : Segment.all(logs())) {
      all.append(Files.readString(segment));
    }
    return all.toString().lines().toList();
  }

  @Test
  void whatIsKeptIsOnDisk() throws Exception {
    try (Journal journal = journal(1 << 20, 1 << 30)) {
      assertTrue(offer(journal, "a"));
      assertEquals("kept a", next());
      assertEquals(List.of("a"), onDisk());
      assertEquals(List.of(), journal.closedSegments());
      assertNull(journal.problem());
    }
  }

  @Test
  void onlyTheOwnerMayRead() throws Exception {
    try (Journal journal = journal(1 << 20, 1 << 30)) {
      offer(journal, "a");
      next();
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Segment.all(logs()).get(0))));
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(logs())));
    }
  }

  @Test
  void manyHitsShareAnFsyncAndKeepTheirOrder() throws Exception {
    try (Journal journal = journal(1 << 20, 1 << 30)) {
      for (int i = 0; i < 5_000; i++) {
        assertTrue(offer(journal, "line " + i));
      }
      for (int i = 0; i < 5_000; i++) {
        assertEquals("kept line " + i, next());
      }
      assertEquals(5_000, onDisk().size());
      assertEquals("line 4999", onDisk().get(4_999));
    }
  }

  @Test
  void aLineLargerThanTheBufferIsWhole() throws Exception {
    try (Journal journal = journal(1 << 20, 1 << 30)) {
      String line = "x".repeat(600_001);
      offer(journal, line);
      next();
      assertEquals(List.of(line), onDisk());
    }
  }

  @Test
  void aFullSegmentIsClosedAndBegunAnew() throws Exception {
    try (Journal journal = journal(4, 1 << 30)) {
      offer(journal, "12345");
      assertEquals(List.of("closed", "kept 12345"), List.of(next(), next()).stream().sorted().toList());
      offer(journal, "67890");
      assertEquals(List.of("closed", "kept 67890"), List.of(next(), next()).stream().sorted().toList());
      assertEquals(2, journal.closedSegments().size());
      journal.remove(journal.closedSegments().get(0));
      assertEquals(List.of("67890"), onDisk());
    }
  }

  @Test
  void tooMuchForTheDiskIsRefusedUntilItIsTaken() throws Exception {
    try (Journal journal = journal(4, 5)) {
      assertTrue(offer(journal, "123456"));
      next();
      next();
      assertFalse(offer(journal, "x"));
      assertNotNull(journal.problem());
      journal.remove(journal.closedSegments().get(0));
      assertTrue(offer(journal, "x"));
      assertNull(journal.problem());
    }
  }

  @Test
  void tooMuchForTheMemoryIsRefused() throws Exception {
    try (Journal journal = journal(1L << 40, 1L << 40)) {
      assertFalse(offer(journal, "x".repeat(33 << 20)));
      assertTrue(offer(journal, "x".repeat(1 << 20)));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenRefusesAndHealsByItself() throws Exception {
    try (Journal journal = journal(4, 1 << 30)) {
      Path aside = folder.resolve("aside");
      Files.move(logs(), aside);
      offer(journal, "lost");
      assertEquals("refused lost", next());
      assertTrue(journal.problem().contains("cannot write"), journal.problem());
      Files.move(aside, logs(), StandardCopyOption.ATOMIC_MOVE);
      while (journal.problem() != null) {
        Thread.onSpinWait();
      }
      offer(journal, "12345");
      for (String word = next(); !word.equals("kept 12345"); word = next()) {
        assertEquals("closed", word);
      }
      assertTrue(onDisk().contains("12345"));
      assertFalse(onDisk().contains("lost"));
    }
  }

  @Test
  void whatBrokeOffIsCutAtTheLastWholeLine() throws Exception {
    try (Journal journal = journal(1 << 20, 1 << 30)) {
      offer(journal, "whole");
      next();
    }
    Path segment = Segment.all(logs()).get(0);
    Files.writeString(segment, "broken o", StandardOpenOption.APPEND);
    Files.write(logs().resolve("zz.log"), new byte[] {'n', 'o', 0, 0});
    try (Journal journal = journal(1 << 20, 1 << 30)) {
      assertEquals(List.of(segment), journal.closedSegments());
      assertEquals(List.of("whole"), onDisk());
    }
  }

  @Test
  void endingKeepsWhatWaits() throws Exception {
    Journal journal = journal(1 << 20, 1 << 30);
    for (int i = 0; i < 1_000; i++) {
      offer(journal, "line " + i);
    }
    journal.close();
    assertEquals(1_000, onDisk().size());
    assertEquals(1_000, heard.stream().filter(each -> each.startsWith("kept")).count());
    assertFalse(offer(journal, "late"));
  }

  @Test
  void itHasOneWriter() throws Exception {
    try (Journal first = journal(1 << 20, 1 << 30)) {
      assertNull(first.problem());
      assertThrows(LakeException.class, () -> journal(1 << 20, 1 << 30));
    }
    journal(1 << 20, 1 << 30).close();
  }
}
