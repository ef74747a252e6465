package tarn.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.aggregate.SmallLake;
import tech.tablesaw.api.Table;

/** What notebooks ask a lake. */
class WorkbenchLakeTest {
  private static final long DAY = 86_400_000;

  @TempDir
  Path folder;

  private SmallLake small;

  @BeforeEach
  void fill() throws Exception {
    small = new SmallLake(folder.resolve("lake"));
    small.view("a", 0, "/").view("a", 1_000, "/b").event("a", 2_000, "signup").view("b", DAY, "/").view("b", 2 * DAY, "/").ingest().aggregate();
  }

  private Lake lake() {
    return Lake.open(folder.resolve("lake").toString());
  }

  @Test
  void tablesComeWhole() {
    assertEquals(3, lake().sessions().rowCount());
    assertEquals(4, lake().stats().intColumn("page_view_cnt").sum());
    assertEquals("signup", lake().events().getString(0, "event_name"));
    assertEquals("2026-11-20T12:00", lake().sessions().dateTimeColumn("session_start_timestamp").get(0).toString());
  }

  @Test
  void sqlIsAskedWithValuesBound() {
    Table table = lake().table("select event_date, sum(page_view_cnt) as views from stats where event_date >= ? and request_path = ?"
        + " group by all order by all", "2026-11-21", "/");
    assertEquals("2026-11-21", table.getString(0, "event_date"));
    assertEquals(2, table.rowCount());
    assertEquals(1, table.longColumn("views").get(0));
  }

  @Test
  void aNarrowedLakeShowsItsDaysAndItsSiteOnly() {
    Lake one = lake().between("2026-11-21", "2026-11-21");
    assertEquals(1, one.sessions().rowCount());
    assertEquals(1, one.table("select count(*) as n from hits").longColumn("n").get(0));
    assertEquals(2, lake().between("2026-11-21", null).sessions().rowCount());
    assertEquals(2, lake().between(null, "2026-11-21").table("from incoming_events where event_type = 'pageview' and domain_name = 'example.com'"
        + " and event_date = '2026-11-20'").rowCount());
    assertEquals(3, lake().domain("example.com").sessions().rowCount());
    assertEquals(0, lake().domain("o'neill.example").between("2026-11-01", "2026-11-30").sessions().rowCount());
    assertEquals(3, lake().sessions().rowCount());
  }

  @Test
  void aNarrowedEmptyLakeIsEmpty() {
    new SmallLake(folder.resolve("empty"));
    Lake empty = Lake.open(folder.resolve("empty").toString()).between("2026-11-21", "2026-11-21");
    assertEquals(0, empty.stats().rowCount());
    assertEquals(0, empty.events().rowCount());
  }

  @Test
  void summaryTellsWhatIsThere() {
    String text = lake().show().toString();
    assertTrue(text.contains("holds 4 page views and 1 event of 1 site."), text);
    assertTrue(text.lines().anyMatch(line -> line.matches(" example.com +2026-11-20 +2026-11-22 +3 +4 +3 +3 +1 *")), text);
    assertTrue(lake().html().contains("<th scope=\"col\" style=\"text-align:right\">page_views</th>"));
  }

  @Test
  void summaryOfAnEmptyLakeSaysHowToFillIt() throws Exception {
    new SmallLake(folder.resolve("empty"));
    assertEquals(folder.resolve("empty") + " is empty: fill it with ./jbang ingest, or look at a made-up one, by ./jbang demo.",
        Lake.open(folder.resolve("empty").toString()).toString());
    new SmallLake(folder.resolve("raw")).view("a", 0, "/").ingest();
    assertEquals(folder.resolve("raw") + " holds hits and no numbers yet: ./jbang aggregate makes them.",
        Lake.open(folder.resolve("raw").toString()).show().toString());
    assertEquals(folder.resolve("raw") + " has no numbers of this part.",
        Lake.open(folder.resolve("raw").toString()).domain("other.example").show().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop view stats", "create table t as select 1", "copy (select 1) to 'x'", "attach 'x'", "select 1; select 2",
      "set timezone = 'Asia/Tokyo'", "insert into stats select * from stats", "from read_text('/etc/passwd')"})
  void nothingCanBeWrittenAndNoOtherFileRead(String sql) {
    QuestionFailed failed = assertThrows(QuestionFailed.class, () -> lake().table(sql));
    assertEquals(0, failed.getStackTrace().length);
  }

  @Test
  void anErrorSaysWhatIsWrongAndNothingElse() {
    QuestionFailed wrong = assertThrows(QuestionFailed.class, () -> lake().table("select channle from stats"));
    assertTrue(wrong.getMessage().contains("channle") && wrong.getMessage().contains("channel"), wrong.getMessage());
    assertTrue(wrong.getMessage().lines().count() > 1);
    assertEquals("'21.11.2026' is no day: write it as YYYY-MM-DD",
        assertThrows(QuestionFailed.class, () -> lake().between("21.11.2026", null)).getMessage());
    assertTrue(assertThrows(QuestionFailed.class, () -> Lake.open(folder.resolve("nowhere").toString())).getMessage()
        .startsWith("there is no lake at "));
    assertTrue(Files.notExists(folder.resolve("nowhere")));
  }

  @Timeout(120)
  @Test
  void anInterruptedThreadStopsAsking() throws Exception {
    Lake lake = lake();
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread asking = new Thread(() -> lake.table("select sum(hash(a.range + b.range)) from range(1000000) a, range(1000000) b"));
    asking.setUncaughtExceptionHandler((thread, failure) -> end.set(failure));
    asking.start();
    asking.interrupt();
    asking.join();
    assertTrue(end.get() instanceof QuestionFailed && end.get().getMessage().contains("Interrupted"), String.valueOf(end.get()));
    assertEquals(3, lake.sessions().rowCount());
  }
}
