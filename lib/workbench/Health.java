package tarn.workbench;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tarn.aggregate.LakeStatus;
import tarn.aggregate.ZoneSize;
import tarn.cli.TextTable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What {@code status} says of a lake, as tables. It is of the whole lake, however narrowed the one was that was asked.
 *
 * @param days lines by day of arrival: {@code day}, {@code lines}, {@code events} (bots included), {@code bots}, {@code dropped},
 *     {@code failed}
 * @param reasons why lines were dropped or failed: {@code result}, {@code reason}, {@code lines}
 * @param zones files by zone: {@code zone}, {@code days}, {@code files}, {@code bytes}, {@code bytes_a_file}
 * @param stale days that {@code aggregate} would build: {@code day}, {@code domain_name}, {@code reason}
 */
public record Health(Table days, Table reasons, Table zones, Table stale) implements Rich {
  static Health of(tarn.lake.Lake lake) throws SQLException {
    LakeStatus status = LakeStatus.of(lake, Clock.systemUTC());
    return new Health(days(status.days()), reasons(status.lines()), zones(status.zones()), stale(status.stale()));
  }

  private static Table days(List<LakeStatus.Day> days) {
    return Table.create("days", StringColumn.create("day", days.stream().map(LakeStatus.Day::day).toList()),
        longs("lines", days, LakeStatus.Day::records), longs("events", days, LakeStatus.Day::ok), longs("bots", days, LakeStatus.Day::bots),
        longs("dropped", days, LakeStatus.Day::dropped), longs("failed", days, LakeStatus.Day::failed));
  }

  private static Table reasons(LakeStatus.Lines lines) {
    Table reasons = Table.create("reasons", StringColumn.create("result"), StringColumn.create("reason"), LongColumn.create("lines"));
    add(reasons, "Dropped", lines.dropped());
    add(reasons, "ProcessingFailed", lines.failed());
    return reasons.sortDescendingOn("lines");
  }

  private static void add(Table reasons, String result, Map<String, Long> counts) {
    counts.forEach((reason, count) -> {
      reasons.stringColumn("result").append(result);
      reasons.stringColumn("reason").append(reason);
      reasons.longColumn("lines").append(count);
    });
  }

  private static Table zones(List<ZoneSize> zones) {
    return Table.create("zones", StringColumn.create("zone", zones.stream().map(ZoneSize::zone).toList()),
        longs("days", zones, ZoneSize::days), longs("files", zones, ZoneSize::files), longs("bytes", zones, ZoneSize::bytes),
        DoubleColumn.create("bytes_a_file", zones.stream().map(zone -> zone.files() == 0 ? null : (double) zone.bytes() / zone.files())
            .toArray(Double[]::new)));
  }

  private static Table stale(List<LakeStatus.StaleDay> stale) {
    return Table.create("stale", StringColumn.create("day", stale.stream().map(LakeStatus.StaleDay::day).toList()),
        StringColumn.create("domain_name", stale.stream().map(LakeStatus.StaleDay::domain).toList()),
        StringColumn.create("reason", stale.stream().map(LakeStatus.StaleDay::reason).toList()));
  }

  private static <T> LongColumn longs(String name, List<T> rows, java.util.function.ToLongFunction<T> value) {
    return LongColumn.create(name, rows.stream().mapToLong(value).toArray());
  }

  private String sentence() {
    long lines = (long) days.longColumn("lines").sum();
    return lines == 0 ? "No line has been taken in." : String.format(Locale.ROOT,
        "Of %,d lines %,.0f became events (%,.0f by bots), %,.0f were dropped and %,.0f failed. %s", lines, days.longColumn("events").sum(),
        days.longColumn("bots").sum(), days.longColumn("dropped").sum(), days.longColumn("failed").sum(),
        stale.isEmpty() ? "All numbers are up to date."
            : stale.rowCount() + " days are stale: ./jbang aggregate brings their numbers up to date.");
  }

  @Override
  public String html() {
    return "<p>" + Html.escape(sentence()) + "</p>" + (stale.isEmpty() ? "" : TableHtml.of(stale));
  }

  @Override
  public String toString() {
    return TextTable.escape(sentence()) + (stale.isEmpty() ? "" : "\n" + TableHtml.text(stale));
  }
}
