package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.log.LogFormat;
import tarn.traffic.BenchmarkMix;

/** Many raw files side by side leave what one after the other would. */
class RawFileIntakeTest {
  private static final int LINES = 3_000;
  private static final long SMALL_BATCH = 100_000;

  @TempDir
  Path folder;

  private final List<String> mix = new BenchmarkMix(3, LocalDate.parse("2026-11-20"), LINES).lines().toList();

  @Test
  void manySmallRawFilesHoldTheSameRowsAsOne() throws Exception {
    Lake whole = Lake.openOrCreate(folder.resolve("whole"));
    Lake parts = Lake.openOrCreate(folder.resolve("parts"));
    assertEquals(LINES, ingest(whole, text(mix), Ingest.BATCH_BYTES).ok());
    // Ids depend on the salt of the day.
    String salt = whole.salt(LocalDate.parse("2026-11-20"));
    assertTrue(parts.store().create(salt, whole.store().read(salt).bytes()));
    assertEquals(LINES, ingest(parts, text(mix), SMALL_BATCH).ok());
    assertTrue(new Ledger(parts).all().size() > 10, "raw files of " + SMALL_BATCH + " bytes");
    assertEquals(rows(whole), rows(parts));
  }

  @Test
  void theSameLinesTwiceInOneInputAreTakenOnce() throws Exception {
    Lake lake = Lake.openOrCreate(folder.resolve("lake"));
    byte[] once = text(mix.subList(0, 100));
    byte[] twice = text(Stream.concat(mix.subList(0, 100).stream(), mix.subList(0, 100).stream()).toList());
    IngestResult result = ingest(lake, twice, once.length);
    assertEquals(100, result.ok());
    assertEquals(100, result.skipped());
  }

  @Test
  void whatWasTakenBeforeTheInputFailsIsWholeInTheLake() throws Exception {
    Lake lake = Lake.openOrCreate(folder.resolve("lake"));
    InputStream failing = new SequenceInputStream(new ByteArrayInputStream(text(mix)), new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("the disk is gone");
      }
    });
    try (Ingest ingest = new Ingest(lake, new PixelOptions(AllowList.everything()), LogFormat.REALTIME, false, Clock.systemUTC(), SMALL_BATCH)) {
      assertThrows(IOException.class, () -> ingest.ingest("mix.log", failing));
    }
    long counted = new Ledger(lake).all().stream().mapToLong(LedgerEntry::ok).sum();
    assertTrue(counted > 0);
    assertEquals(counted, rows(lake).size());
  }

  @Test
  void aRawFileThatCannotBeWrittenLeavesNoDatabaseBehind() throws Exception {
    Lake lake = Lake.openOrCreate(folder.resolve("lake"));
    LocalDate day = LocalDate.parse("2026-11-20");
    Files.createFile(lake.store().local("raw/event_date=" + day));
    List<LineTransform> made = new ArrayList<>();
    try (RawFileIntake intake = new RawFileIntake(lake, new Ledger(lake), () -> {
      made.add(new LineTransform(lake, new PixelOptions(AllowList.everything()), Clock.systemUTC()));
      return made.get(made.size() - 1);
    })) {
      for (int attempt = 0; attempt < 3; attempt++) {
        RawFile raw = new RawFile(day, new ChunkPool());
        raw.add("", mix.get(attempt).getBytes(StandardCharsets.UTF_8));
        intake.take(raw, raw.name(), LogFormat.REALTIME, "mix.log", null, entry -> {});
        assertThrows(LakeException.class, () -> intake.awaitAll(entry -> {}));
      }
    }
    assertEquals(1, made.size());
  }

  private static IngestResult ingest(Lake lake, byte[] log, long batchBytes) throws Exception {
    try (Ingest ingest = new Ingest(lake, new PixelOptions(AllowList.everything()), null, false, Clock.systemUTC(), batchBytes)) {
      return ingest.ingest("mix.log", new ByteArrayInputStream(log));
    }
  }

  private static byte[] text(List<String> lines) {
    return lines.stream().collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> rows(Lake lake) throws Exception {
    try (Connection connection = Duck.open(null); Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select to_json(events)::varchar from read_parquet("
            + Duck.text(lake.store().local(lake.incoming()) + "/**/*.parquet") + ", hive_types_autocast = false) as events order by 1")) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }
}
