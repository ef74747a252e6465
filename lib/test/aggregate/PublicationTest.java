package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  private static final long DAY = 86_400_000;

  @TempDir
  Path folder;

  private SmallLake lake;

  @BeforeEach
  void makeLake() throws Exception {
    lake = new SmallLake(folder.resolve("lake"));
    lake.view("a", 0, "/").event("a", 1, "click").event("a", 2, "scroll").view("b", DAY, "/").event("b", DAY + 1, "click")
        .ingest().aggregate();
  }

  private String files(String table) {
    return lake.local(lake.lake().aggregated(table)) + "/**/*.parquet";
  }

  @Test
  void anotherEnginesGlobSeesTheOldPartitionOrTheNewOne() throws Exception {
    String question = "select sum(page_view_cnt), count(*) from read_parquet('" + files("stats") + "')";
    Set<List<String>> possible = Set.of(List.of("2,2"), List.of("3,3"));
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
      int answers = 0;
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
        do {
          answers += answer(connection, question, possible);
        } while (!done.get());
      } catch (java.sql.SQLException e) {
        throw new AssertionError(e);
      }
      return answers;
    });
    try {
      lake.view("c", 5, "/c").ingest();
      Aggregation aggregation = new Aggregation(lake.lake(), Clock.systemUTC());
      for (int round = 0; round < 20; round++) {
        aggregation.build(aggregation.stale(day -> true, true), day -> {});
      }
    } finally {
      done.set(true);
    }
    assertTrue(reader.get() > 1);
  }

  /** 1 for an answer, 0 where DuckDB, which opens a file several times for one question, found another one the next time. */
  private static int answer(Connection connection, String question, Set<List<String>> possible) throws java.sql.SQLException {
    try {
      List<String> answer = SmallLake.query(connection, question);
      assertTrue(possible.contains(answer), answer.toString());
      return 1;
    } catch (java.sql.SQLException e) {
      if (e.getMessage().matches("(?s).*(TProtocolException|Out of buffer|Prefetch registered|thrift|magic bytes).*")) {
        return 0;
      }
      throw e;
    }
  }

  @Test
  void theFilesOfADayCarryOneBuildId() throws Exception {
    String ids = "select regexp_extract(file_name, 'event_date=([^/]+)', 1) as day, decode(value) as id from parquet_kv_metadata(['"
        + String.join("', '", List.of(files("sessions"), files("stats"), files("events"))) + "']) where decode(key) = 'build_id'";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      assertEquals(List.of("2026-11-20,4,1", "2026-11-21,3,1"), SmallLake.query(connection,
          "select day, count(*), count(distinct id) from (" + ids + ") group by day order by day"));
    }
  }

  @Test
  void whatIsUpToDateIsLeftAlone() throws Exception {
    List<String> before = modified();
    lake.view("c", DAY + 9, "/").ingest().aggregate();
    List<String> after = modified();
    assertEquals(before.stream().filter(file -> file.contains("2026-11-20")).toList(),
        after.stream().filter(file -> file.contains("2026-11-20")).toList());
    assertEquals(0, after.stream().filter(file -> file.contains("2026-11-21") && before.contains(file)).count());
  }

  private List<String> modified() throws Exception {
    try (Stream<Path> files = Files.walk(lake.local("curated").resolve("aggregated"))) {
      return files.filter(Files::isRegularFile).map(file -> file + " " + modified(file)).sorted().toList();
    }
  }

  private static String modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toString();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
