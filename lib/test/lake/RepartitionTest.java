package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.Aggregation;
import tarn.aggregate.Excerpt;
import tarn.aggregate.Relayout;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.event.Column;
import tarn.event.Schema;

class RepartitionTest {
  private static final long MEGABYTE = 1 << 20;
  private static final String ROWS = "select * exclude (row_id) from incoming_events order by all";

  @TempDir
  Path folder;

  private SmallLake lake;

  @BeforeEach
  void threeFilesOfTwoPartitions() throws Exception {
    lake = new SmallLake(folder.resolve("lake"));
    for (int hour = 2; hour >= 0; hour--) {
      lake.view("a", hour * 3_600_000L, "/" + hour).view("b", hour * 3_600_000L + 1, "/").event("a", hour * 3_600_000L + 2, "click").ingest();
    }
  }

  private long merge() throws Exception {
    long[] merges = new long[1];
    new Repartition(lake.lake(), Clock.systemUTC(), MEGABYTE).run(day -> true, merge -> merges[0]++);
    return merges[0];
  }

  private List<Path> files() {
    return lake.lake().store().fetch(lake.lake().store().list(lake.lake().incoming()));
  }

  private List<String> stale() {
    return new Aggregation(lake.lake(), Clock.systemUTC()).stale().stream().map(Aggregation.Stale::reason).toList();
  }

  private void transformAgain(AllowList domains, int file) throws Exception {
    Retransform retransform = new Retransform(lake.lake(), domains, Clock.systemUTC());
    retransform.run(List.of(retransform.files(day -> true, false).get(file)), done -> {});
  }

  @Test
  void oneFileAPartitionHoldsTheSameRowsAndNothingIsStale() throws Exception {
    lake.aggregate();
    List<String> rows = lake.query(ROWS);
    assertEquals(6, files().size());
    assertEquals(2, merge());
    assertEquals(2, files().size());
    assertEquals(rows, lake.query(ROWS));
    assertEquals(List.of(), stale());
  }

  @Test
  void linesThatComeInTheMiddleOfAMergeTakeNothingOutOfIt() throws Exception {
    Path aside = folder.resolve("aside");
    for (Path file : files()) {
      Path copy = aside.resolve(lake.local(lake.lake().incoming()).relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    merge();
    List<Path> merged = files();
    // As if the merged files were in their places and the plain ones not yet deleted.
    try (Stream<Path> copies = Files.walk(aside)) {
      for (Path copy : copies.filter(Files::isRegularFile).toList()) {
        Files.copy(copy, lake.local(lake.lake().incoming()).resolve(aside.relativize(copy)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    lake.view("c", 1000, "/").ingest();
    assertTrue(files().containsAll(merged), files().toString());
    merge();
    assertEquals(List.of("10"), lake.query("select count(*) from incoming_events"));
  }

  @Test
  void filesFollowEachOtherInTime() throws Exception {
    merge();
    List<String> times = lake.query("select event_timestamp from incoming_events where event_type = 'pageview' order by row_id");
    assertEquals(times.stream().sorted().toList(), times);
  }

  @Test
  void whatIsMergedIsMergedWithWhatComesLater() throws Exception {
    merge();
    lake.aggregate();
    lake.view("c", 9, "/late").ingest();
    assertEquals(List.of("1 new file"), stale());
    lake.aggregate();
    List<String> rows = lake.query(ROWS);
    assertEquals(1, merge());
    assertEquals(0, merge());
    assertEquals(2, files().size());
    assertEquals(rows, lake.query(ROWS));
    assertEquals(List.of(), stale());
  }

  @Test
  void linesTransformedAgainReplaceTheirMergedRows() throws Exception {
    merge();
    lake.aggregate();
    List<String> rows = lake.query(ROWS);
    transformAgain(AllowList.everything(), 1);
    assertEquals(4, files().size());
    assertEquals(rows, lake.query(ROWS));
    transformAgain(AllowList.of(List.of("other.example")), 2);
    assertEquals(List.of("6"), lake.query("select count(*) from incoming_events"));
    lake.aggregate();
    assertEquals(List.of("4"), lake.query("select sum(page_view_cnt) from stats"));
    for (int file = 0; file < 3; file++) {
      transformAgain(AllowList.of(List.of("other.example")), file);
    }
    assertEquals(List.of(), files());
  }

  @Test
  void aCrashBetweenTheMergedFileAndItsSourcesIsMended() throws Exception {
    lake.aggregate();
    List<String> rows = lake.query(ROWS);
    Path copy = folder.resolve("copy");
    for (Path file : files()) {
      Path kept = copy.resolve(lake.local("").relativize(file));
      Files.createDirectories(kept.getParent());
      Files.copy(file, kept, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
    merge();
    try (Stream<Path> kept = Files.walk(copy)) {
      for (Path file : kept.filter(Files::isRegularFile).sorted().skip(1).toList()) {
        Files.copy(file, lake.local("").resolve(copy.relativize(file)), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    assertEquals(16, lake.query(ROWS).size());
    lake.aggregate();
    assertEquals(rows, lake.query(ROWS));
    assertEquals(2, merge());
    assertEquals(2, files().size());
    assertEquals(List.of(), stale());
  }

  @Test
  void whatGoesBeforeItIsMergedIsLeftOut() throws Exception {
    int[] merges = new int[1];
    new Repartition(lake.lake(), Clock.systemUTC(), MEGABYTE).run(day -> true, merge -> {
      if (merges[0]++ == 0) {
        try {
          transformAgain(AllowList.of(List.of("other.example")), 0);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    });
    assertEquals(List.of("6"), lake.query("select count(*) from incoming_events"));
  }

  @Test
  void linesTransformedAgainInTheMiddleOfAMergeAreNotMergedAsTheyWere() throws Exception {
    for (int round = 0; round < 20; round++) {
      CompletableFuture<Void> transform = CompletableFuture.runAsync(() -> {
        try {
          transformAgain(AllowList.of(List.of("other.example")), 0);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
      merge();
      transform.get();
      merge();
      assertEquals(List.of("6"), lake.query("select count(*) from incoming_events"), "round " + round);
      for (int file = 0; file < 3; file++) {
        transformAgain(AllowList.everything(), file);
      }
    }
  }

  @Test
  void aFileOfSomebodyElseThatIsNamedMuchLikeAMergedOneIsAPlainOne() throws Exception {
    merge();
    Path merged = files().get(0);
    for (String name : List.of("merged-old.parquet", "merged--1.parquet", "merged-" + "A".repeat(32) + ".parquet", "merged-.parquet")) {
      Path renamed = Files.move(merged, merged.resolveSibling(name));
      assertEquals(List.of("6"), lake.aggregate().query("select count(*) from incoming_events where event_type = 'pageview'"), name);
      merged = renamed;
    }
    assertFalse(lake.lake().store().list(lake.lake().incoming()).get(0).isMerged());
  }

  @Test
  void layingOutAnewGivesTheSameRowsInOtherFolders() throws Exception {
    lake.aggregate();
    Path out = folder.resolve("out");
    assertEquals(5, new Relayout(lake.lake()).write("incoming_events", List.of("event_type", "request_path"), Excerpt.ALL, out));
    assertTrue(Files.isDirectory(out.resolve("event_type=pageview/request_path=%2F1")));
    try (Connection connection = Duck.open(null)) {
      String columns = Schema.INCOMING_EVENTS.columns().stream().map(Column::name).collect(Collectors.joining(", "));
      String rows = "select count(*), sum(hash(row(" + columns + "))) from read_parquet('%s', hive_types_autocast = false)";
      assertEquals(SmallLake.query(connection, rows.formatted(lake.local(lake.lake().incoming()) + "/*/*/*/*.parquet")),
          SmallLake.query(connection, rows.formatted(out + "/*/*/*.parquet")));
    }
    assertThrows(LakeException.class, () -> new Relayout(lake.lake()).write("stats", List.of("channel"), Excerpt.ALL, out));
    assertThrows(LakeException.class,
        () -> new Relayout(lake.lake()).write("stats", List.of("channel"), Excerpt.ALL, lake.local("").resolve("out")));
    assertThrows(LakeException.class,
        () -> new Relayout(lake.lake()).write("stats", List.of("nonsense"), Excerpt.ALL, folder.resolve("other")));
    assertFalse(Files.exists(folder.resolve("other")));
  }
}
