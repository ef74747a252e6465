package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.aggregate.SmallLake;
import tarn.event.ColumnType;
import tarn.event.Event;
import tarn.event.EventColumn;
import tarn.event.Outcome;

/** Each log below {@code lib/test/golden} becomes what is written beside it, and the same through a lake. */
class GoldenTest {
  /** Parquet holds floats in 32 bits; the plain transform has 64. */
  private static final List<EventColumn> COMPARED = Arrays.stream(EventColumn.values())
      .filter(column -> column.column().type() != ColumnType.FLOAT).toList();

  @TempDir
  Path folder;

  static List<GoldenPair> pairs() {
    return GoldenPair.all();
  }

  @Test
  void thereArePairs() {
    assertNotEquals(List.of(), pairs());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void becomesWhatIsWrittenAndTheSameInALake(GoldenPair pair) throws Exception {
    GoldenRun run = new GoldenRun(pair.input());
    pair.check(run.answers());
    SmallLake lake = new SmallLake(folder.resolve("lake"));
    knowSalts(lake.lake(), run.events());
    IngestResult result;
    try (Ingest ingest = new Ingest(lake.lake(), run.options(), run.format(), false, Clock.systemUTC())) {
      result = ingest.ingest("golden", new ByteArrayInputStream(run.input()));
    }
    assertEquals(run.outcomes().size(), result.records());
    assertEquals(reasons(run.outcomes(), Outcome.Dropped.class), result.dropped());
    assertEquals(reasons(run.outcomes(), Outcome.Failed.class), result.failed());
    assertEquals(run.events().stream().map(GoldenTest::row).sorted().toList(), lake.query(rows()).stream().sorted().toList());
  }

  private static void knowSalts(Lake lake, List<Event> events) throws Exception {
    for (Event event : events) {
      LocalDate day = LocalDate.parse(event.string(EventColumn.EVENT_DATE));
      Files.createDirectories(lake.store().local(lake.salt(day)).getParent());
      Files.write(lake.store().local(lake.salt(day)), Json.bytes(
          new SaltFiles.Salt(HexFormat.of().formatHex(GoldenRun.SALTS.salt(day)), "2026-01-01T00:00:00Z")));
    }
  }

  private static Map<String, Long> reasons(List<Outcome> outcomes, Class<? extends Outcome> kind) {
    return outcomes.stream().filter(kind::isInstance).collect(Collectors.groupingBy(
        outcome -> outcome instanceof Outcome.Dropped dropped ? dropped.reason() : ((Outcome.Failed) outcome).reason(),
        TreeMap::new, Collectors.counting()));
  }

  private static String row(Event event) {
    return COMPARED.stream().map(column -> String.valueOf(event.get(column))).collect(Collectors.joining(","));
  }

  private static String rows() {
    return COMPARED.stream().map(EventColumn::column).map(column -> column.type() == ColumnType.TIMESTAMP
        ? "epoch_us(" + column.name() + ")" : column.name()).collect(Collectors.joining(", ", "select ", " from incoming_events"));
  }
}
