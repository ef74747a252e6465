package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;

class BadInputTest {
  @TempDir
  Path folder;

  private SmallLake lake;
  private String line;

  @BeforeEach
  void makeLake() {
    lake = new SmallLake(folder.resolve("lake"));
    line = lake.view("a", 0, "/").lines();
  }

  @Test
  void everyBrokenLineIsCountedAndKept() throws Exception {
    String broken = "\0\0\0\n" + "x".repeat(1 << 20) + "\n" + line.replace("\t1\n", "\n") + line.strip() + "\textra\tfields\n"
        + line.replace("hn=example.com", "hn=../..");
    IngestResult result = lake.ingest((broken + line).getBytes(StandardCharsets.UTF_8), false);
    assertEquals(Map.of("wrong number of fields", 4L, "hn is no host name", 1L), result.failed());
    assertEquals(1, result.ok());
    try (Stream<Path> files = Files.walk(lake.local("raw").resolve("error"))) {
      assertEquals(2, files.filter(file -> file.toString().endsWith(".jsonl.gz")).count());
    }
  }

  @Test
  void takesWhatCanBeReadOfATruncatedArchiveAndSaysSo() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      lines.append(new SmallLake(folder.resolve("spelling")).view("visitor-" + i * 7919, i, "/" + i * 31).lines());
    }
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(archive)) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    IngestResult result = lake.ingest(Arrays.copyOf(archive.toByteArray(), archive.size() / 2), false);
    assertNotNull(result.damage());
    assertTrue(result.ok() > 100, "only " + result.ok());
    lake.ingest(archive.toByteArray(), false);
    lake.aggregate();
    assertEquals(List.of("2000"), lake.query("select sum(page_view_cnt) from stats"));
  }

  @Test
  void aFolderOfOtherThingsIsNoLake() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "Dear reader");
    assertThrows(LakeException.class, () -> Lake.open(folder));
    assertThrows(LakeException.class, () -> Lake.openOrCreate(folder));
    assertThrows(LakeException.class, () -> Lake.open(folder.resolve("nowhere")));
  }

  @Test
  void aSaltThatIsGoneIsNotMadeAgain() throws Exception {
    lake.ingest(line, false);
    Files.delete(lake.local(lake.lake().salt(java.time.LocalDate.parse("2026-11-20"))));
    assertEquals(Map.of("salt destroyed", 2L), lake.ingest(line + line, false).failed());
  }

  @Test
  void aSpeltOutLineEndInAnAccessLogIsPartOfItsValue() throws Exception {
    String hit = "203.0.113.7 - - [20/Nov/2026:12:00:00 +0000] \"GET /hello.gif?t=pv&hn=example.com&pa=%2F HTTP/1.1\" 200 5 \"-\" \"My\\nAgent\"\n";
    IngestResult result = lake.ingest(hit, false);
    assertEquals(1, result.records());
    assertEquals(1, result.ok());
  }

  @Test
  void onlyTheOwnerReadsASalt() throws Exception {
    lake.ingest(line, false);
    assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(lake.local(lake.lake().salt(java.time.LocalDate.parse("2026-11-20"))))));
  }

  @Test
  void theAddressIsInTheRawZoneOnly() throws Exception {
    lake.ingest(line.replace("\ta\t", "\t203.0.113.77\t"), false);
    lake.aggregate();
    assertEquals(List.of("0"), lake.query("select count(*) from incoming_events as e where cast(e as varchar) like '%203.0.113.77%'"));
  }

  @Test
  void timestampsAreMicrosecondsInUtcAndTextIsCompressedWithZstd() throws Exception {
    lake.ingest(line, false);
    String files = "'" + lake.local(lake.lake().incoming()) + "/*/*/*/*.parquet'";
    assertEquals(List.of("INT64,TIMESTAMP_MICROS"), lake.query(
        "select type, converted_type from parquet_schema(" + files + ") where name = 'event_timestamp'"));
    assertEquals(List.of("ZSTD"), lake.query("select distinct compression from parquet_metadata(" + files + ")"));
  }
}
