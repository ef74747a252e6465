package tarn.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.LakeStatus;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.event.Column;
import tarn.event.PixelOptions;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.lake.FailedDeliveries;
import tarn.lake.Ingest;
import tarn.lake.Lake;
import tarn.lake.LakeFile;
import tarn.lake.Retransform;
import tarn.lake.S3Server;
import tarn.log.LogFormat;
import tarn.traffic.Site;
import tarn.traffic.Traffic;
import tarn.traffic.TrafficPlan;

/** The same log lines through Firehose and through ingest make the same lake. */
class FirehoseToLakeTest {
  private static final LocalDate LAST_DAY = LocalDate.parse("2026-11-20");
  private static final Clock CLOCK = Clock.fixed(LAST_DAY.plusDays(1).atTime(0, 30).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  private static final int LINES = 6_000;
  private static final int LINES_A_FLUSH = 2_500;

  @TempDir
  Path folder;

  private final TrafficPlan plan = TrafficPlan.demo(LAST_DAY);
  private final List<String> lines = Traffic.lines(plan).skip(3_000).limit(LINES).toList();
  private final List<String> domains = plan.sites().stream().map(Site::domain).toList();

  @Test
  void theLakeIsTheSame() throws Exception {
    deliverAndCompare(new SmallLake(folder.resolve("firehose")), new DuckParquet());
  }

  @Test
  @Tag("slow")
  void theLakeIsTheSameInS3AndWithParquetAsFirehoseEncodesIt() throws Exception {
    deliverAndCompare(new SmallLake(S3Server.newLake(folder.resolve("machine"))), new ArrowParquet());
  }

  private void deliverAndCompare(SmallLake firehose, LocalFirehose.Parquet parquet) throws Exception {
    TransformHandler function = new TransformHandler(firehose.lake(), new PixelOptions(AllowList.of(domains)), CLOCK, metric -> {});
    LocalFirehose stream = deliver(function, firehose.lake(), parquet);
    assertTrue(stream.calls > 5, stream.calls + " calls");
    compare(firehose);
  }

  /** Takes lines in as they arrive. */
  private LocalFirehose deliver(TransformHandler function, Lake lake, LocalFirehose.Parquet parquet) throws Exception {
    LocalFirehose stream = new LocalFirehose(function, lake, parquet);
    int count = 0;
    for (String line : lines) {
      stream.put(arrival(line), (line + "\n").getBytes(StandardCharsets.UTF_8));
      if (++count % LINES_A_FLUSH == 0) {
        stream.flush();
      }
    }
    stream.flush();
    return stream;
  }

  /** A second after the line was logged; a line without a time comes at noon. */
  private static Instant arrival(String line) {
    String time = line.split("[\t.]")[0];
    return time.matches("\\d{10}") ? Instant.ofEpochSecond(Long.parseLong(time) + 1) : LAST_DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  private void compare(SmallLake firehose) throws Exception {
    SmallLake ingested = new SmallLake(folder.resolve("ingested"));
    for (LakeFile salt : firehose.lake().store().list(firehose.lake().salts())) {
      assertTrue(ingested.lake().store().create(salt.path(), firehose.lake().store().read(salt.path()).bytes()));
    }
    try (Ingest ingest = new Ingest(ingested.lake(), new PixelOptions(AllowList.of(domains)), LogFormat.REALTIME, false, CLOCK)) {
      ingest.ingest("log", new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    ingested.aggregate();
    firehose.aggregate();
    for (Table table : Schema.TABLES) {
      String sql = "select " + table.columns().stream().map(Column::name).collect(Collectors.joining(", ")) + " from " + table.name() + " order by all";
      List<String> expected = ingested.query(sql);
      assertTrue(expected.size() > 100, table.name() + " has " + expected.size() + " rows");
      List<String> actual = firehose.query(sql);
      Set<String> found = new HashSet<>(actual);
      assertEquals(List.of(), expected.stream().filter(row -> !found.contains(row)).limit(1).toList(), table.name());
      assertEquals(expected.size(), actual.size(), table.name());
    }
    LakeStatus.Lines expected = LakeStatus.of(ingested.lake(), CLOCK).lines();
    LakeStatus.Lines actual = LakeStatus.of(firehose.lake(), CLOCK).lines();
    assertEquals(expected, actual);
    takeFailedAgain(firehose, expected.failed());
    assertEquals(expected.records(), LakeStatus.of(firehose.lake(), CLOCK).lines().records());
  }

  private void takeFailedAgain(SmallLake firehose, Map<String, Long> failed) throws Exception {
    assertTrue(!FailedDeliveries.files(firehose.lake(), day -> true).isEmpty());
    Retransform retransform = new Retransform(firehose.lake(), AllowList.of(domains), CLOCK);
    assertEquals(failed, new TreeMap<>(retransform.run(retransform.files(day -> true, true), file -> {}).failed()));
    assertEquals(List.of(), FailedDeliveries.files(firehose.lake(), day -> true));
  }
}
