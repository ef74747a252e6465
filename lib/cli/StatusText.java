package tarn.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tarn.aggregate.LakeStatus;
import tarn.aggregate.LakeStatus.Day;

/** The state of a lake on one screen: the sizes, the lines, and what somebody should look at. */
final class StatusText {
  private static final int MOST_ROWS = 10;
  private static final int MOST_DAYS = 31;

  private final LakeStatus status;
  private final PrintStream out;

  StatusText(LakeStatus status, PrintStream out) {
    this.status = status;
    this.out = out;
  }

  void print() {
    zones();
    lines();
    days();
    list("Inputs that could not be read to their end:", status.damagedInputs(),
        input -> TextTable.escape(input.source()) + " (" + input.readAt() + ", " + Counted.of(input.records(), "line") + " read): "
            + TextTable.escape(input.damage()));
    list("Records that Firehose could not deliver; transform --errors takes them again:", status.failedDeliveries(),
        delivery -> delivery.day() + " " + TextTable.escape(delivery.kind()) + ": " + Counted.of(delivery.files(), "file") + ", "
            + Counted.of(delivery.bytes(), "byte"));
    list("Event names beyond the 300 most frequent of a domain and day, which share the partition (other):",
        status.otherEvents(), others -> others.day() + " " + TextTable.escape(others.domain()) + ": "
            + (others.names() == null ? "" : Counted.of(others.names(), "name") + ", ") + Counted.of(others.events(), "event"));
    list("Edge locations that no city is known for:", status.unknownEdgeLocations(),
        edge -> TextTable.escape(edge.edgeId()) + ": " + Counted.of(edge.events(), "event"));
    if (status.stale().isEmpty()) {
      out.println();
      out.println("Curated tables are up to date.");
    }
    list(Counted.of(status.stale().size()) + (status.stale().size() == 1 ? " day is" : " days are") + " stale; aggregate builds them:",
        status.stale(), day -> day.day() + " " + TextTable.escape(day.domain()) + ": " + day.reason());
    list("Tables of your own that lag behind; aggregate --sql FOLDER builds them:", status.ownTables(),
        table -> table.table() + ": " + Counted.of(table.daysBehind(), "day"));
  }

  private void zones() {
    out.println(TextTable.of(List.of("zone", "days", "files", "bytes"), List.of(false, true, true, true),
        status.zones().stream().map(zone ->
            List.of(zone.zone(), Counted.of(zone.days()), Counted.of(zone.files()), Counted.of(zone.bytes()))).toList()));
  }

  private void lines() {
    LakeStatus.Lines lines = status.lines();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Ok", Counted.of(lines.ok()), ""));
    rows.add(List.of("  of these by bots", Counted.of(lines.bots()), String.format(Locale.ROOT, "%.1f %%", 100 * lines.botShare())));
    lines.dropped().forEach((reason, count) -> rows.add(List.of("Dropped: " + reason, Counted.of(count), "")));
    lines.failed().forEach((reason, count) -> rows.add(List.of("ProcessingFailed: " + reason, Counted.of(count), "")));
    if (lines.retaken() > 0) {
      rows.add(List.of("  of these taken again", Counted.of(lines.retaken()), ""));
    }
    rows.add(List.of("all", Counted.of(lines.records()), ""));
    out.println();
    out.println(TextTable.of(List.of("lines", "count", "share"), List.of(false, true, true), rows));
  }

  private void days() {
    List<Day> days = status.days();
    List<Day> latest = days.subList(Math.max(0, days.size() - MOST_DAYS), days.size());
    TextBars.print(out, "Events by day of arrival" + (latest.size() < days.size() ? ", the latest " + MOST_DAYS : ""),
        latest.stream().map(day -> new TextBars.Bar(day.day(), day.ok(),
            day.failed() == 0 ? "" : Counted.of(day.failed()) + " failed")).toList());
  }

  private <T> void list(String title, List<T> items, Function<T, String> text) {
    if (items.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    items.stream().limit(MOST_ROWS).forEach(item -> out.println("  " + text.apply(item)));
    if (items.size() > MOST_ROWS) {
      out.println("  and " + Counted.of(items.size() - MOST_ROWS) + " more (--format json has all)");
    }
  }
}
