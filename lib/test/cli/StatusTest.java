package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.Aggregation;
import tarn.aggregate.LakeStatus;
import tarn.aggregate.SmallLake;
import tarn.aggregate.SqlVersion;
import tarn.aggregate.UserSql;

class StatusTest {
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z_.\\[\\]]+)` \\|");

  @TempDir
  Path folder;

  private SmallLake lake;

  @BeforeEach
  void makeLake() {
    lake = new SmallLake(folder.resolve("lake"));
  }

  private String print(StatusFormat format) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    format.print(LakeStatus.of(lake.lake(), Clock.systemUTC()), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(print(StatusFormat.JSON));
  }

  /** A lake that has something to say under every key. */
  private void fill() throws Exception {
    for (int i = 0; i < 303; i++) {
      lake.event("a", i, "name-" + (1000 + i));
    }
    lake.event("a", 400, "name-1302").ingest();
    Files.writeString(Files.createDirectory(folder.resolve("sql")).resolve("views.sql"),
        "-- table: views\n-- grain: one row for each hit\n-- partition by: domain_name, event_date\nselect * from hits");
    Aggregation aggregation = new Aggregation(lake.lake(), Clock.systemUTC(), SqlVersion.CURRENT, UserSql.read(folder.resolve("sql")));
    aggregation.build(aggregation.stale(), day -> {});
    String line = lake.view("b", 86_400_000, "/").lines();
    lake.ingest(line.replace("HAM50", "ZZZ1") + line.replace("Mozilla/5.0", "SomeBot/1.0") + line.replace("/hello.gif", "/x") + "broken\n", false);
    lake.ingest(new byte[] {0x1f, (byte) 0x8b, 8}, false);
    Path failed = Files.createDirectories(folder.resolve("lake/cleaned/error/2026-11-21/processing-failed"));
    Files.writeString(failed.resolve("hits-1"), "{}\n");
    Files.writeString(failed.resolve("hits-2"), "{}\n");
  }

  @Test
  void tellsWhatIsThereAndWhatIsMissing() throws Exception {
    fill();
    JsonNode status = json();
    assertEquals("{\"records\":308,\"ok\":306,\"bots\":1,\"dropped\":{\"another path\":1},\"failed\":{\"wrong number of fields\":1},"
        + "\"retaken\":0,\"bot_share\":" + 1.0 / 306 + "}", status.get("lines").toString());
    assertEquals("[{\"day\":\"2026-11-20\",\"records\":304,\"ok\":304,\"bots\":0,\"dropped\":0,\"failed\":0},"
        + "{\"day\":\"2026-11-21\",\"records\":4,\"ok\":2,\"bots\":1,\"dropped\":1,\"failed\":1}]", status.get("days").toString());
    assertEquals("[{\"domain\":\"example.com\",\"day\":\"2026-11-20\",\"names\":3,\"events\":3}]", status.get("other_events").toString());
    assertEquals("[{\"edge_id\":\"ZZZ\",\"events\":1}]", status.get("unknown_edge_locations").toString());
    assertEquals("[{\"day\":\"2026-11-21\",\"domain\":\"example.com\",\"reason\":\"new\"}]", status.get("stale").toString());
    assertEquals("[{\"table\":\"views\",\"days_behind\":1}]", status.get("own_tables").toString());
    assertEquals("[{\"day\":\"2026-11-21\",\"kind\":\"processing-failed\",\"files\":2,\"bytes\":6}]", status.get("failed_deliveries").toString());
    assertEquals("test.log", status.get("damaged_inputs").get(0).get("source").asText());
    assertEquals("{\"zone\":\"raw\",\"days\":2,\"files\":2}", without(status.get("zones").get(0), "bytes"));
    assertEquals("{\"zone\":\"raw/error\",\"days\":1,\"files\":1}", without(status.get("zones").get(1), "bytes"));
    assertEquals("{\"zone\":\"cleaned\",\"days\":2,\"files\":2}", without(status.get("zones").get(2), "bytes"));
  }

  private static String without(JsonNode object, String key) {
    return ((com.fasterxml.jackson.databind.node.ObjectNode) object).without(key).toString();
  }

  @Test
  void everyKeyIsDocumentedAndNoOther() throws Exception {
    fill();
    Set<String> keys = new TreeSet<>();
    collect(json(), "", keys);
    keys.removeIf(key -> key.startsWith("lines.dropped.") || key.startsWith("lines.failed."));
    Set<String> documented = new TreeSet<>(DOCUMENTED.matcher(Files.readString(Repository.root().resolve("docs/status.md")))
        .results().map(result -> result.group(1)).toList());
    assertEquals(documented, keys);
  }

  private static void collect(JsonNode node, String path, Set<String> keys) {
    node.forEach(item -> {
      if (node.isArray()) {
        collect(item, path + "[]", keys);
      }
    });
    node.properties().forEach(entry -> {
      String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      keys.add(key);
      collect(entry.getValue(), key, keys);
    });
  }

  @Test
  void theScreenShowsTheSame() throws Exception {
    fill();
    String text = print(StatusFormat.TEXT);
    for (String line : new String[] {
        "  2026-11-20                              304 ████████████████████████", "  2026-11-20 example.com: 3 names, 3 events",
        "  ZZZ: 1 event\n", "  2026-11-21 processing-failed: 2 files, 6 bytes\n", "1 day is stale; aggregate builds them:", "  test.log ("}) {
      assertTrue(text.contains(line), text);
    }
    assertTrue(text.contains("0.3 %"), text);
  }

  @Test
  void anEmptyLakeHasNothing() throws Exception {
    assertEquals(0, json().get("lines").get("records").asInt());
    assertTrue(print(StatusFormat.TEXT).endsWith("Curated tables are up to date.\n"));
  }
}
