package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.event.Column;
import tarn.event.ColumnType;
import tarn.event.EventColumn;
import tarn.event.Schema;
import tarn.lake.CleanedPartitions;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Duck;
import tarn.lake.Lake;

/**
 * Copies that differ in any column, against the definition in plain Java: of duplicates the smallest arrival_timestamp stays,
 * then edge_id decides, then all columns in the order of the schema, nulls first.
 */
class DuplicatesTest {
  private static final String DOMAIN = "example.com";
  private static final String DATE = "2026-11-20";
  private static final List<EventColumn> KEYS = List.of(EventColumn.DOMAIN_NAME, EventColumn.EVENT_DATE, EventColumn.EVENT_TYPE);

  @TempDir
  Path folder;

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theCopyThatTheDefinitionNamesStays(long seed) throws Exception {
    Random random = new Random(seed);
    List<Map<EventColumn, String>> rows = rows(random);
    Lake lake = Lake.openOrCreate(folder.resolve("lake"));
    write(lake, rows, random);

    List<Map<EventColumn, String>> kept = keep(rows);
    try (ReadOnlyLake readOnly = new ReadOnlyLake(lake); var result = readOnly.query("select " + texts() + " from hits")) {
      assertEquals(sorted(kept), sorted(read(result)), "hits, seed " + seed);
    }
    Files.createDirectories(lake.scratch());
    try (Connection connection = Duck.open(null);
        DayBuild build = DayBuild.make(connection, SqlVersion.CURRENT, new DomainDay(DOMAIN, DATE),
            CleanedPartitions.list(lake).get(new DomainDay(DOMAIN, DATE)).stream().map(file -> lake.store().local("").resolve(file.path())).toList(),
            "test", lake.scratch())) {
      assertFalse(build.isEmpty(Schema.STATS));
      assertEquals(kept.stream().filter(row -> row.get(EventColumn.EVENT_TYPE).equals("pageview"))
          .collect(Collectors.groupingBy(row -> row.get(EventColumn.REQUEST_PATH) + "," + row.get(EventColumn.EDGE_CITY) + ","
              + row.get(EventColumn.BROWSER_NAME), java.util.TreeMap::new, Collectors.counting())).entrySet().stream()
          .map(group -> group.getKey() + "," + group.getValue()).toList(),
          SmallLake.query(connection, "select request_path, edge_city, browser_name, sum(page_view_cnt) from stats group by all")
              .stream().sorted().toList(), "stats, seed " + seed);
      assertEquals(kept.stream().filter(row -> row.get(EventColumn.EVENT_TYPE).equals("track"))
          .map(row -> row.get(EventColumn.EVENT_NAME) + "," + row.get(EventColumn.EVENT_DATA) + "," + row.get(EventColumn.EDGE_CITY)
              + "," + row.get(EventColumn.DAILY_VISITOR_ID)).sorted().toList(),
          SmallLake.query(connection, "select event_name, event_data, edge_city, daily_visitor_id from events").stream().sorted().toList(),
          "events, seed " + seed);
    }
  }

  private static List<Map<EventColumn, String>> rows(Random random) {
    List<Map<EventColumn, String>> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Map<EventColumn, String> first = row(random, i);
      rows.add(first);
      for (int copies = random.nextInt(4); copies > 0; copies--) {
        Map<EventColumn, String> copy = new LinkedHashMap<>(first);
        for (int changes = random.nextInt(3); changes > 0; changes--) {
          change(random, copy);
        }
        rows.add(copy);
      }
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  private static Map<EventColumn, String> row(Random random, int number) {
    Map<EventColumn, String> row = new LinkedHashMap<>();
    boolean view = random.nextInt(3) > 0;
    for (EventColumn column : EventColumn.values()) {
      row.put(column, value(random, column));
    }
    row.put(EventColumn.DOMAIN_NAME, DOMAIN);
    row.put(EventColumn.EVENT_DATE, DATE);
    row.put(EventColumn.EVENT_TYPE, view ? "pageview" : "track");
    row.put(EventColumn.REQUEST_IS_BOT, "0");
    pageView(row, number / 2);
    row.put(EventColumn.EVENT_NAME, view ? null : random.nextBoolean() ? "buy" : "click");
    row.put(EventColumn.EVENT_DATA, view ? null : value(random, EventColumn.EVENT_DATA));
    return row;
  }

  private static void change(Random random, Map<EventColumn, String> row) {
    EventColumn column = EventColumn.values()[random.nextInt(EventColumn.values().length)];
    if (column == EventColumn.DAILY_VISITOR_ID || column == EventColumn.PAGE_VIEW_ID) {
      pageView(row, random.nextInt(4));
    } else if (!KEYS.contains(column) && column != EventColumn.REQUEST_IS_BOT && column != EventColumn.EVENT_NAME) {
      row.put(column, value(random, column));
    }
  }

  /** The id of a page view is made of what the id of its visitor is made of: one page view has one visitor. */
  private static void pageView(Map<EventColumn, String> row, int number) {
    row.put(EventColumn.PAGE_VIEW_ID, id(number));
    row.put(EventColumn.DAILY_VISITOR_ID, id(100 + number % 3));
  }

  private static String value(Random random, EventColumn column) {
    int choice = random.nextInt(3);
    return switch (column.column().type()) {
      case STRING -> choice == 0 ? null : "text " + choice;
      case INT, BIGINT -> choice == 0 && column != EventColumn.EVENT_YEAR ? null : String.valueOf(choice);
      case FLOAT -> choice == 0 ? null : choice + ".5";
      case TIMESTAMP -> DATE + " 12:00:0" + choice;
    };
  }

  private static String id(int number) {
    return String.format("%02x", number).repeat(32);
  }

  /** The definition. */
  private static List<Map<EventColumn, String>> keep(List<Map<EventColumn, String>> rows) {
    Comparator<Map<EventColumn, String>> order = by(EventColumn.ARRIVAL_TIMESTAMP).thenComparing(by(EventColumn.EDGE_ID));
    for (EventColumn column : EventColumn.values()) {
      order = order.thenComparing(by(column));
    }
    Map<List<String>, List<Map<EventColumn, String>>> groups = rows.stream().collect(Collectors.groupingBy(row -> {
      boolean view = row.get(EventColumn.EVENT_TYPE).equals("pageview");
      List<String> key = new ArrayList<>(List.of(row.get(EventColumn.EVENT_TYPE), row.get(EventColumn.PAGE_VIEW_ID)));
      key.add(view ? null : row.get(EventColumn.EVENT_NAME));
      key.add(view ? null : row.get(EventColumn.EVENT_TIMESTAMP));
      key.add(view ? null : row.get(EventColumn.EVENT_DATA));
      return key;
    }));
    Comparator<Map<EventColumn, String>> whole = order;
    return groups.values().stream().map(group -> group.stream().min(whole).orElseThrow()).toList();
  }

  /** The values of a column have the same number of digits, so that their texts have the order of the values. */
  private static Comparator<Map<EventColumn, String>> by(EventColumn column) {
    return Comparator.comparing(row -> row.get(column), Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  private static void write(Lake lake, List<Map<EventColumn, String>> rows, Random random) throws Exception {
    int files = 1 + random.nextInt(3);
    try (Connection connection = Duck.open(null)) {
      for (String type : List.of("pageview", "track")) {
        for (int file = 0; file < files; file++) {
          int number = file;
          List<Map<EventColumn, String>> part = new ArrayList<>();
          for (int i = 0; i < rows.size(); i++) {
            if (i % files == number && rows.get(i).get(EventColumn.EVENT_TYPE).equals(type)) {
              part.add(rows.get(i));
            }
          }
          if (!part.isEmpty()) {
            Path target = lake.store().local(lake.incoming()).resolve("domain_name=" + DOMAIN).resolve("event_type=" + type).resolve("event_date=" + DATE);
            Files.createDirectories(target);
            DuckViews.execute(connection, "copy (" + part.stream().map(DuplicatesTest::select).collect(Collectors.joining(" union all "))
                + ") to " + Duck.text(target.resolve(number + ".parquet").toString()) + " (format parquet)");
          }
        }
      }
    }
  }

  private static String select(Map<EventColumn, String> row) {
    return "select " + Schema.INCOMING_EVENTS.fileColumns().stream().map(column -> {
      String value = row.get(EventColumn.valueOf(column.name().toUpperCase(java.util.Locale.ROOT)));
      return "cast(" + (value == null ? "null" : Duck.text(value)) + " as " + column.type().parquetName() + ") as " + column.name();
    }).collect(Collectors.joining(", "));
  }

  private static String texts() {
    return Schema.INCOMING_EVENTS.columns().stream().map(DuplicatesTest::text).collect(Collectors.joining(", "));
  }

  private static String text(Column column) {
    return column.type() == ColumnType.TIMESTAMP ? "strftime(" + column.name() + ", '%Y-%m-%d %H:%M:%S')"
        : "cast(" + column.name() + " as varchar)";
  }

  private static List<Map<EventColumn, String>> read(java.sql.ResultSet result) throws Exception {
    List<Map<EventColumn, String>> rows = new ArrayList<>();
    while (result.next()) {
      Map<EventColumn, String> row = new LinkedHashMap<>();
      for (EventColumn column : EventColumn.values()) {
        row.put(column, result.getString(column.ordinal() + 1));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> sorted(List<Map<EventColumn, String>> rows) {
    return rows.stream().map(Object::toString).sorted().toList();
  }
}
