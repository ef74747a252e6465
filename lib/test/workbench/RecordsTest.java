package tarn.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.workbench.report.Dimension;
import tarn.workbench.report.Filter;
import tarn.workbench.report.PageCounts;
import tarn.workbench.report.Period;
import tarn.workbench.report.Questions;
import tarn.workbench.report.ValueCounts;
import tech.tablesaw.api.Table;

/** Answers of the report's questions as tables. */
class RecordsTest {
  private record Inner(int pageViews, Double share) {}

  private record Outer(String name, Dimension kind, Instant lastHit, LocalDate day, boolean isNew, Inner before) {}

  @Test
  void recordsWithinRecordsBecomeColumnsOfTheirOwn() {
    Table table = Records.table(Outer.class, List.of(
        new Outer("a", Dimension.CHANNEL, Instant.parse("2026-11-20T12:00:00Z"), LocalDate.of(2026, 11, 20), true, new Inner(3, 0.5)),
        new Outer(null, null, null, null, false, null)));
    assertEquals(List.of("name", "kind", "last_hit", "day", "is_new", "before_page_views", "before_share"), table.columnNames());
    assertEquals("a CHANNEL 2026-11-20T12:00 2026-11-20 true 3 0.5", String.join(" ", table.columns().stream().map(column -> column.get(0).toString()).toList()));
    assertTrue(List.of("name", "kind", "last_hit", "day", "before_page_views", "before_share").stream().allMatch(name -> table.column(name).isMissing(1)));
  }

  @Test
  void noRecordsHaveTheColumnsAllTheSame() {
    assertEquals(2, Records.table(Inner.class, List.of()).columnCount());
    assertEquals(0, Records.table(Inner.class, List.of()).rowCount());
  }

  @Test
  void theLakeAnswersTheQuestionsOfTheReport(@TempDir Path folder) throws Exception {
    new SmallLake(folder).view("a", 0, "/").view("a", 1, "/b").view("b", 2, "/").ingest().aggregate();
    Questions day = Lake.open(folder.toString()).questions(Filter.of(Period.endingOn(LocalDate.of(2026, 11, 20), 1)));
    Table pages = Records.table(PageCounts.class, day.pages(10));
    assertEquals("/", pages.getString(0, "path"));
    assertEquals(2, pages.longColumn("page_views").get(0));
    Table channels = Records.table(ValueCounts.class, day.breakdown(10).get(Dimension.CHANNEL));
    assertEquals(2, channels.longColumn("counts_visits").get(0));
    assertEquals(0, channels.longColumn("earlier_visits").get(0));
  }
}
