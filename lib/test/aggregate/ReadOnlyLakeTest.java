package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.lake.LakeException;

/** What questions may keep in memory, and that keeping changes nothing of the lake. */
class ReadOnlyLakeTest {
  @TempDir
  Path folder;

  private SmallLake lake;

  @BeforeEach
  void fill() throws Exception {
    lake = new SmallLake(folder).view("192.0.2.1", 0, "/a").view("192.0.2.2", 0, "/b").ingest().aggregate();
  }

  private static long count(ReadOnlyLake open, String table) throws SQLException {
    try (ResultSet row = open.query("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void whatIsKeptIsThereUntilForgotten() throws Exception {
    List<String> before = files();
    try (ReadOnlyLake open = new ReadOnlyLake(lake.lake())) {
      open.keep("some pages", "select request_path from stats where request_path <> ?", "/a");
      assertEquals(1, count(open, "\"some pages\""));
      assertThrows(SQLException.class, () -> open.keep("some pages", "select 1"));
      assertEquals(before, files());
      open.forget("some pages");
      assertThrows(SQLException.class, () -> count(open, "\"some pages\""));
      open.forget("some pages");
      assertEquals(2, count(open, "sessions"));
    }
  }

  @Test
  void onlyAnswersAreKept() throws Exception {
    Path stolen = folder.resolve("stolen.csv");
    try (ReadOnlyLake open = new ReadOnlyLake(lake.lake())) {
      for (String write : List.of("select 1; drop view stats", "drop view stats", "copy stats to '" + stolen + "'", "create table t as select 1",
          "insert into stats select * from stats", "set threads = 1", "attach ':memory:' as other", "call pragma_version(); select 1")) {
        assertThrows(LakeException.class, () -> open.keep("kept", write), write);
        assertThrows(LakeException.class, () -> open.query(write), write);
      }
      assertThrows(SQLException.class, () -> open.keep("kept", "select * from read_text('/etc/hostname')"));
      assertEquals(2, count(open, "stats"));
    }
    assertTrue(Files.notExists(stolen));
  }
}
