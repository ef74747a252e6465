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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store promises. */
class StoreTest {
  /** The kinds of stores. */
  enum Kind {
    FOLDER {
      @Override
      Store open(Path folder) {
        return Lake.openOrCreate(folder.resolve("lake")).store();
      }
    },
    S3 {
      @Override
      Store open(Path folder) {
        return S3Server.newLake(folder).store();
      }
    };

    abstract Store open(Path folder);
  }

  @TempDir
  Path folder;

  private static void write(Store store, String path, byte[] content) throws Exception {
    Path temporary = store.temporary(path);
    Files.write(temporary, content);
    store.put(temporary, path, Gate.OPEN);
  }

  private static void write(Store store, String... paths) throws Exception {
    for (String path : paths) {
      write(store, path, path.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> paths(List<LakeFile> files) {
    return files.stream().map(LakeFile::path).toList();
  }

  @ParameterizedTest
  @EnumSource
  void listsWhatBeginsWithAPrefixInTheOrderOfPaths(Kind kind) throws Exception {
    Store store = kind.open(folder);
    write(store, "raw/event_date=2026-11-02/b.gz", "raw/event_date=2026-11-01/a.gz", "raw/salt/2026-11-01.json", "cleaned/incoming/x=%25/y.parquet");
    assertEquals(List.of("raw/event_date=2026-11-01/a.gz", "raw/event_date=2026-11-02/b.gz"), paths(store.list("raw/event_date=")));
    assertEquals(List.of("cleaned/incoming/x=%25/y.parquet", "raw/event_date=2026-11-02/b.gz"),
        paths(store.list(List.of("cleaned/incoming/", "curated/", "raw/event_date=2026-11-02/"))));
    assertEquals(List.of("raw/event_date=2026-11-01/", "raw/event_date=2026-11-02/"), store.folders("raw/event_date="));
    assertEquals(List.of("cleaned/incoming/x=%25/"), store.folders("cleaned/incoming/"));
    assertEquals(List.of(), store.folders("curated/aggregated/"));
    LakeFile file = store.list("raw/salt/").get(0);
    assertEquals("raw/salt/2026-11-01.json".length(), file.size());
    assertTrue(file.isStill(store.find(file.path())));
    assertNull(store.find("raw/salt/2026-11-02.json"));
  }

  @ParameterizedTest
  @EnumSource
  void readsAndFetchesWhatWasPut(Kind kind) throws Exception {
    Store store = kind.open(folder);
    write(store, "curated/a.json", "curated/b.json", "raw/event_date=2026-11-01/a.gz", "cleaned/incoming/domain_name=a/c.parquet");
    assertEquals(List.of("curated/b.json", "curated/a.json"),
        List.copyOf(store.read(List.of("curated/b.json", "curated/none.json", "curated/a.json")).keySet()));
    assertEquals("curated/a.json", new String(store.read("curated/a.json").bytes(), StandardCharsets.UTF_8));
    assertNull(store.read("curated/none.json"));
    Path copy = store.fetch(store.list("cleaned/incoming/").get(0));
    assertEquals("cleaned/incoming/domain_name=a/c.parquet", Files.readString(copy));
    assertEquals("domain_name=a", copy.getParent().getFileName().toString());
    assertTrue(copy.startsWith(store.fetched("cleaned/incoming/")), copy.toString());
    try (InputStream in = store.open(store.list("raw/event_date=").get(0))) {
      assertEquals("raw/event_date=2026-11-01/a.gz", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatIsReplacedIsFetchedAnew(Kind kind) throws Exception {
    Store store = kind.open(folder);
    String path = "cleaned/incoming/domain_name=a/c.parquet";
    write(store, path, new byte[] {1});
    LakeFile before = store.find(path);
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(store.fetch(before)));
    write(store, path, new byte[] {2, 2});
    assertFalse(before.isStill(store.find(path)));
    assertArrayEquals(new byte[] {2, 2}, Files.readAllBytes(store.fetch(store.find(path))));
    store.deleteUnchanged(before);
    assertArrayEquals(new byte[] {2, 2}, Files.readAllBytes(store.fetch(store.find(path))));
    store.deleteUnchanged(store.find(path));
    assertNull(store.find(path));
  }

  @ParameterizedTest
  @EnumSource
  void aLargeFileComesWhole(Kind kind) throws Exception {
    Store store = kind.open(folder);
    byte[] content = new byte[(20 << 20) + 7];
    new Random(1).nextBytes(content);
    write(store, "cleaned/incoming/large.parquet", content);
    LakeFile file = store.list("cleaned/incoming/").get(0);
    assertEquals(content.length, file.size());
    assertArrayEquals(content, Files.readAllBytes(store.fetch(file)));
    assertArrayEquals(content, store.read("cleaned/incoming/large.parquet").bytes());
  }

  @ParameterizedTest
  @EnumSource
  void aClosedGateLetsNothingBeSeen(Kind kind) throws Exception {
    Store store = kind.open(folder);
    for (int size : List.of(1, 20 << 20)) {
      Path temporary = store.temporary("curated/x.parquet");
      Files.write(temporary, new byte[size]);
      assertThrows(LeaseHeld.class, () -> store.put(temporary, "curated/x.parquet", change -> {
        throw new LeaseHeld("closed");
      }));
      Files.delete(temporary);
      assertNull(store.find("curated/x.parquet"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void deletesManyAndLeavesNoFolder(Kind kind) throws Exception {
    Store store = kind.open(folder);
    write(store, "raw/error/d/k/a.gz", "raw/error/d/k/b.gz", "raw/error/e/k/a.gz");
    store.delete(List.of("raw/error/d/k/a.gz", "raw/error/d/k/none.gz", "raw/error/d/k/b.gz"));
    assertEquals(List.of("raw/error/e/"), store.folders("raw/error/"));
    store.delete("raw/error/e/k/a.gz");
    assertEquals(List.of(), store.folders("raw/error"));
    store.delete(List.of());
  }

  @ParameterizedTest
  @EnumSource
  void ofManyWhoMakeAFileOneIsFirst(Kind kind) throws Exception {
    Store store = kind.open(folder);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] content = {(byte) i};
        writers.add(() -> store.create("raw/salt/d.json", content));
      }
      int made = 0;
      for (var writer : threads.invokeAll(writers)) {
        made += writer.get() ? 1 : 0;
      }
      assertEquals(1, made);
    } finally {
      threads.shutdown();
    }
    assertFalse(store.create("raw/salt/d.json", new byte[] {9}));
    assertTrue(Set.of(0, 1, 2, 3, 4, 5, 6, 7).contains((int) store.read("raw/salt/d.json").bytes()[0]));
  }

  @ParameterizedTest
  @EnumSource
  void replacesOnlyWhatWasRead(Kind kind) throws Exception {
    Store store = kind.open(folder);
    assertTrue(store.create("curated/lease.json", new byte[] {1}));
    Store.Content first = store.read("curated/lease.json");
    assertTrue(store.replace("curated/lease.json", first, new byte[] {2}));
    assertFalse(store.replace("curated/lease.json", first, new byte[] {3}));
    assertArrayEquals(new byte[] {2}, store.read("curated/lease.json").bytes());
    Store.Content second = store.read("curated/lease.json");
    store.delete("curated/lease.json");
    assertFalse(store.replace("curated/lease.json", second, new byte[] {3}));
    assertNull(store.find("curated/lease.json"));
  }
}
