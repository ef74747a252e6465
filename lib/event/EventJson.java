package tarn.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The transform's answer as JSON, as in the article: result, error, data, metadata with the partition keys. */
public final class EventJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private EventJson() {}

  public static ObjectNode of(Outcome outcome) {
    ObjectNode answer = JSON.createObjectNode();
    if (outcome instanceof Outcome.Ok ok) {
      answer.put("result", "Ok").putNull("error");
      answer.set("data", data(ok.event()));
      ObjectNode keys = answer.putObject("metadata").putObject("partitionKeys");
      Schema.INCOMING_EVENTS.partitionKeys().forEach(key ->
          keys.put(key.name(), ok.event().string(EventColumn.valueOf(key.name().toUpperCase(java.util.Locale.ROOT)))));
    } else if (outcome instanceof Outcome.Dropped dropped) {
      answer.put("result", "Dropped").put("error", dropped.reason());
    } else if (outcome instanceof Outcome.Failed failed) {
      answer.put("result", "ProcessingFailed").put("error", failed.reason());
    }
    return answer;
  }

  /**
   * The event that data tells of, with or without its nulls.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Event event(JsonNode data) {
    Event event = new Event();
    for (EventColumn column : EventColumn.values()) {
      JsonNode value = data.path(column.column().name());
      if (!value.isMissingNode() && !value.isNull()) {
        event.set(column, value(column.column().type(), value));
      } else if (column.column().partitionKey()) {
        throw new IllegalArgumentException("no event: " + column.column().name() + " is missing");
      }
    }
    return event;
  }

  private static Object value(ColumnType type, JsonNode value) {
    return switch (type) {
      case STRING -> value.asText();
      case INT -> value.asInt();
      case BIGINT -> value.asLong();
      case TIMESTAMP -> Instant.parse(value.asText()).toEpochMilli() * 1000;
      case FLOAT -> value.asDouble();
    };
  }

  private static ObjectNode data(Event event) {
    ObjectNode data = JSON.createObjectNode();
    for (EventColumn column : EventColumn.values()) {
      put(data, column.column(), event.get(column));
    }
    return data;
  }

  private static void put(ObjectNode data, Column column, Object value) {
    String name = column.name();
    if (value == null) {
      data.putNull(name);
      return;
    }
    switch (column.type()) {
      case STRING -> data.put(name, (String) value);
      case INT -> data.put(name, (Integer) value);
      case BIGINT -> data.put(name, (Long) value);
      case TIMESTAMP -> data.put(name, TIMESTAMP.format(Instant.ofEpochMilli((Long) value / 1000)));
      case FLOAT -> {
        double number = (Double) value;
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
          data.put(name, (long) number);
        } else {
          data.put(name, number);
        }
      }
    }
  }
}
