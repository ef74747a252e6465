package tarn.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast writer against Jackson's tree. */
class EventJsonWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] PIECES = {
      "", "a", "/path/of/a/page?with=query&more", "\"", "\\", "\n", "\t\r\b\f", "\0", "\u001f", "\u007f", "ü", "€", "🌊",
      "{\"visible_sec\":12}", "0123456", "01234567", "012345678", "\u0080\u0100", "</script>"
  };

  private final Random dice = new Random(20261125);
  private final EventJsonWriter writer = new EventJsonWriter();

  @Test
  void writesEventsAsJacksonDoes() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      assertSame(new Outcome.Ok(event()));
    }
  }

  @Test
  void writesRefusalsAsJacksonDoes() throws Exception {
    for (int i = 0; i < 300; i++) {
      assertSame(new Outcome.Dropped(text()));
      assertSame(new Outcome.Failed(text()));
    }
  }

  @Test
  void writesTextsLongerThanItsBuffer() throws Exception {
    assertSame(new Outcome.Ok(event().set(EventColumn.PAGE_TITLE, "\0\"x".repeat(50_000))));
  }

  @Test
  void whatItWritesIsReadAsTheSameEvent() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      byte[] row = writer.row(event());
      assertEquals(new String(row, StandardCharsets.UTF_8), new String(writer.row(EventJson.event(JSON.readTree(row))), StandardCharsets.UTF_8));
    }
  }

  @Test
  void writesRowsWithoutNulls() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      Event event = event();
      ObjectNode data = (ObjectNode) EventJson.of(new Outcome.Ok(event)).get("data");
      List.copyOf(data.propertyStream().toList()).forEach(column -> {
        if (column.getValue().isNull()) {
          data.remove(column.getKey());
        }
      });
      assertEquals(JSON.writeValueAsString(data) + "\n", new String(writer.row(event), StandardCharsets.UTF_8));
    }
  }

  private void assertSame(Outcome outcome) throws Exception {
    assertEquals(JSON.writeValueAsString(EventJson.of(outcome)), new String(writer.bytes(outcome), StandardCharsets.UTF_8));
  }

  private Event event() {
    Event event = new Event();
    for (EventColumn column : EventColumn.values()) {
      if (column.column().partitionKey() || dice.nextInt(4) > 0) {
        event.set(column, value(column.column().type()));
      }
    }
    return event;
  }

  private Object value(ColumnType type) {
    return switch (type) {
      case STRING -> text();
      case INT -> dice.nextBoolean() ? dice.nextInt(1_000) : dice.nextInt();
      case BIGINT -> dice.nextLong();
      // Any moment from 1970 on that has four digits of the year.
      case TIMESTAMP -> (long) (dice.nextDouble() * 253_402_300_799_999_999L);
      case FLOAT -> switch (dice.nextInt(4)) {
        case 0 -> (double) dice.nextInt(100);
        case 1 -> -53.5;
        case 2 -> dice.nextGaussian() * 1e9;
        default -> dice.nextInt(1_000) / 8.0;
      };
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int pieces = dice.nextInt(6); pieces > 0; pieces--) {
      text.append(PIECES[dice.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
