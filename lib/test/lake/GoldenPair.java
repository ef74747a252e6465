package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tarn.cli.Repository;

/**
 * A log file below {@code lib/test/golden} and what becomes of it: {@code NAME.json} beside it holds one object a
 * record, with its {@code result}, its {@code error} where there is one, and those columns of {@code incoming_events}
 * that the case is about; others may have any value.
 */
record GoldenPair(Path input) {
  private static final Path FOLDER = Repository.root().resolve("lib/test/golden");
  /** The article's record has a test of its own, which compares the whole answer. */
  private static final Path ARTICLE = FOLDER.resolve("article");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<GoldenPair> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> Files.isRegularFile(file) && !file.startsWith(ARTICLE) && !file.toString().endsWith(".json"))
          .sorted().map(GoldenPair::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path expected() {
    return input.resolveSibling(input.getFileName().toString().replaceFirst("(\\.gz)?$", "").replaceFirst("\\.[^.]*$", "") + ".json");
  }

  /** @param actual the answers to all records, with all columns */
  void check(List<ObjectNode> actual) throws IOException {
    List<JsonNode> expected = read();
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      assertEquals(expected.get(i), named(expected.get(i), actual.get(i)), "record " + (i + 1));
    }
    assertEquals(expected.size(), actual.size(), "number of records");
  }

  private List<JsonNode> read() throws IOException {
    assertTrue(Files.exists(expected()), expected() + " is missing: write it, or have it written by ./jbang test --write-golden");
    List<JsonNode> expected = new ArrayList<>();
    for (String line : Files.readAllLines(expected(), StandardCharsets.UTF_8)) {
      expected.add(JSON.readTree(line));
    }
    return expected;
  }

  /** Writes the columns that are named already with their values of today, and a new file with all that have one. */
  void write(List<ObjectNode> actual) throws IOException {
    List<JsonNode> before = Files.exists(expected()) ? read() : List.of();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < actual.size(); i++) {
      text.append(i < before.size() ? named(before.get(i), actual.get(i)) : withValue(actual.get(i))).append('\n');
    }
    Files.writeString(expected(), text);
  }

  private static ObjectNode named(JsonNode expected, ObjectNode actual) {
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    named.set("result", actual.get("result"));
    if (actual.has("error")) {
      named.set("error", actual.get("error"));
      return named;
    }
    expected.fieldNames().forEachRemaining(name -> {
      if (actual.has(name)) {
        named.set(name, actual.get(name));
      }
    });
    return named;
  }

  private static ObjectNode withValue(ObjectNode actual) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    actual.properties().stream().filter(entry -> !entry.getValue().isNull())
        .forEach(entry -> values.set(entry.getKey(), entry.getValue()));
    return values;
  }

  @Override
  public String toString() {
    return FOLDER.relativize(input).toString();
  }
}
