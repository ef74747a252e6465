package tarn.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.enrich.AllowList;
import tarn.log.LogFormat;

/** The article's record gives the article's event, field by field, in both spellings of the record. */
class ArticleTest {
  private static final Set<String> IDS = Set.of("page_view_id", "daily_page_view_id", "daily_visitor_id");
  private static final Set<String> ADDED = Set.of("page_title", "channel", "viewer_country_code");

  @ParameterizedTest
  @ValueSource(strings = {"realtime-record.tsv", "realtime-record.b64"})
  void theArticlesRecordGivesTheArticlesEvent(String file) throws Exception {
    Transform transform = new Transform(new PixelOptions(AllowList.everything()), TestHits.SALTS);
    ObjectNode actual = EventJson.of(transform.apply(LogFormat.REALTIME.parser().parse(line(file))));
    ObjectNode data = (ObjectNode) actual.get("data");
    assertEquals("My Domain", data.get("page_title").asText());
    assertEquals("Direct", data.get("channel").asText());
    assertTrue(data.get("viewer_country_code").isNull());
    data.remove(ADDED);
    for (String id : IDS) {
      assertTrue(data.get(id).asText().matches("[0-9a-f]{64}"), id);
      data.put(id, "<64 hex digits>");
    }
    assertEquals(new ObjectMapper().readTree(resource("expected.json")), new ObjectMapper().readTree(actual.toString()));
  }

  @Test
  void theSchemaHasTheArticlesColumnsAndThoseWeAdded() throws IOException {
    JsonNode article = new ObjectMapper().readTree(resource("expected.json")).get("data");
    Set<String> expected = new TreeSet<>(ADDED);
    article.fieldNames().forEachRemaining(expected::add);
    Set<String> actual = new TreeSet<>();
    Schema.INCOMING_EVENTS.columns().forEach(column -> actual.add(column.name()));
    assertEquals(expected, actual);
    assertEquals(51, article.size());
  }

  private static String line(String file) throws IOException {
    String text = resource(file).strip();
    return file.endsWith(".b64") ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8) : text;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ArticleTest.class.getResourceAsStream("/golden/article/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
