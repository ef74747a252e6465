package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a store has said is there has been told to reach the disk, by its content and by its name. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "folders cannot be told to sync there")
class DiskSyncTest {
  private static final byte[] CONTENT = "secret".getBytes(StandardCharsets.UTF_8);

  @TempDir
  Path folder;

  private Path root;
  private Store store;

  @BeforeEach
  void makeLake() {
    root = folder.resolve("lake");
    store = Lake.openOrCreate(root).store();
  }

  private interface Work {
    void work() throws Exception;
  }

  /** What the JVM told the disk to keep, below the lake and in order. */
  private List<String> synced(Work work) throws Exception {
    Path dump = folder.resolve("synced.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      work.work();
      recording.stop();
      recording.dump(dump);
    }
    List<String> paths = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(dump)) {
      Path path = Path.of(event.getString("path"));
      if (path.startsWith(root)) {
        paths.add(root.relativize(path).toString().replaceFirst("tmp/.*", "tmp/file"));
      }
    }
    return paths;
  }

  @Test
  void aNewFileStaysWithTheFoldersItLiesIn() throws Exception {
    assertEquals(List.of("raw/tmp/file", "raw", "raw/salt"), synced(() -> assertTrue(store.create("raw/salt/a.json", CONTENT))));
    assertEquals(List.of("raw/tmp/file", "raw/salt"), synced(() -> assertTrue(store.create("raw/salt/b.json", CONTENT))));
  }

  @Test
  void aFileThatIsPutStaysWithTheFoldersItLiesIn() throws Exception {
    String path = "cleaned/incoming/domain_name=a/event_type=pageview/event_date=2026-11-20/a.parquet";
    assertEquals(List.of("cleaned/tmp/file", "cleaned", "cleaned/incoming", "cleaned/incoming/domain_name=a",
        "cleaned/incoming/domain_name=a/event_type=pageview", "cleaned/incoming/domain_name=a/event_type=pageview/event_date=2026-11-20"),
        synced(() -> put(path)));
    assertEquals(2, synced(() -> put(path)).size());
  }

  private void put(String path) throws Exception {
    Path temporary = store.temporary(path);
    Files.write(temporary, CONTENT);
    store.put(temporary, path, Gate.OPEN);
  }
}
