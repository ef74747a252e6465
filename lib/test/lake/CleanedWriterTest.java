package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.enrich.AllowList;
import tarn.event.Event;
import tarn.event.EventColumn;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LogFormat;
import tarn.log.LogParser;
import tarn.traffic.BenchmarkMix;

/** What stands in cleaned files is what the events say, column by column. */
class CleanedWriterTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final int LINES = 5_000;

  @TempDir
  Path folder;

  @Test
  void writesEveryValueOfEveryEventInTheOrderOfTheLake() throws Exception {
    Lake lake = Lake.openOrCreate(folder.resolve("lake"));
    List<Event> events = events();
    Collections.shuffle(events, new Random(20261125));
    try (CleanedWriter writer = new CleanedWriter(lake)) {
      events.forEach(writer::add);
      writer.publish("a", DAY);
    }
    assertWritten(events, lake, "a");
  }

  @Test
  void writesTheNextFileWithoutTracesOfThoseBefore() throws Exception {
    Lake lake = Lake.openOrCreate(folder.resolve("lake"));
    List<Event> events = events();
    List<Event> next = new ArrayList<>(events.subList(100, 1_000));
    Collections.reverse(next);
    try (CleanedWriter writer = new CleanedWriter(lake)) {
      events.forEach(writer::add);
      writer.publish("a", DAY);
      events.subList(0, 10).forEach(writer::add);
      writer.begin();
      next.forEach(writer::add);
      writer.publish("b", DAY);
    }
    assertWritten(next, lake, "b");
  }

  private static void assertWritten(List<Event> events, Lake lake, String name) throws Exception {
    long rows = 0;
    for (String domain : BenchmarkMix.DOMAINS) {
      for (String type : List.of("pageview", "track")) {
        List<String> expected = expected(events, domain, type);
        rows += expected.size();
        assertEquals(expected, written(lake, domain, type, name));
      }
    }
    assertEquals(events.size(), rows);
  }

  private static List<Event> events() throws Exception {
    Transform transform = new Transform(new PixelOptions(AllowList.everything()), day -> new byte[32]);
    LogParser parser = LogFormat.REALTIME.parser();
    List<Event> events = new ArrayList<>();
    for (String line : new BenchmarkMix(7, DAY, LINES).lines().toList()) {
      events.add(((Outcome.Ok) transform.apply(parser.parse(line))).event());
    }
    return events;
  }

  private static List<String> expected(List<Event> events, String domain, String type) {
    return events.stream()
        .filter(event -> event.string(EventColumn.DOMAIN_NAME).equals(domain) && event.string(EventColumn.EVENT_TYPE).equals(type))
        .sorted((one, other) -> key(one).compareTo(key(other)))
        .map(CleanedWriterTest::row).toList();
  }

  /** All times of the mix have as many digits, and all its texts are ASCII. */
  private static String key(Event event) {
    return event.get(EventColumn.EVENT_TIMESTAMP) + event.string(EventColumn.PAGE_VIEW_ID) + event.string(EventColumn.EVENT_NAME)
        + event.string(EventColumn.EVENT_DATA);
  }

  private static String row(Event event) {
    List<String> values = new ArrayList<>();
    for (EventColumn column : EventBuffer.COLUMNS) {
      Object value = event.get(column);
      values.add(value == null ? null : switch (column.column().type()) {
        case STRING, INT, BIGINT -> value.toString();
        case FLOAT -> Float.toString(((Double) value).floatValue());
        case TIMESTAMP -> Instant.EPOCH.plusNanos((Long) value * 1000).toString();
      });
    }
    return values.toString();
  }

  private static List<String> written(Lake lake, String domain, String type, String name) throws Exception {
    Path file = lake.store().local(lake.incoming()).resolve("domain_name=" + domain).resolve("event_type=" + type).resolve("event_date=" + DAY).resolve(name + ".parquet");
    List<String> rows = new ArrayList<>();
    try (Connection connection = Duck.open(null);
        PreparedStatement select = connection.prepareStatement("select * from read_parquet(?, hive_partitioning = false)")) {
      select.setString(1, file.toString());
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          List<String> values = new ArrayList<>();
          for (EventColumn column : EventBuffer.COLUMNS) {
            Object value = result.getObject(column.column().name());
            values.add(value == null ? null : value instanceof java.time.OffsetDateTime time ? time.toInstant().toString() : value.toString());
          }
          rows.add(values.toString());
        }
      }
    }
    return rows;
  }
}
