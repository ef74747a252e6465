package tarn.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tarn.event.Event;
import tarn.event.EventColumn;
import tarn.lake.PartitionValue;

/**
 * The answer to Firehose, which names every record once. Lambda carries 6 MB of it; this one ends at 5.5 MB, with room
 * kept for a word about each record that is still to be answered.
 */
final class FirehoseResponse {
  /** The longest answer in bytes. */
  static final int LONGEST = 5_500_000;
  static final String OK = "Ok";
  static final String DROPPED = "Dropped";
  static final String FAILED = "ProcessingFailed";

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] HEAD = "{\"records\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  /** What the records that are still to be answered take at least. */
  private long kept;

  FirehoseResponse(FirehoseRequest request) {
    bytes.writeBytes(HEAD);
    request.records().forEach(record -> kept += keptFor(record.id()));
  }

  private static int keptFor(String id) {
    return 1 + answer(id, FAILED, null, null).length;
  }

  /**
   * Answers a record with rows that belong in one partition.
   *
   * @param event any of the rows
   * @return false where there is no room for it; the record is to be answered otherwise then
   */
  boolean ok(String id, byte[] rows, Event event) {
    byte[] answer = answer(id, OK, rows, event);
    if (bytes.size() + 1L + answer.length + kept - keptFor(id) + TAIL.length > LONGEST) {
      return false;
    }
    add(id, answer);
    return true;
  }

  /** Answers that a record holds nothing of interest. */
  void dropped(String id) {
    add(id, answer(id, DROPPED, null, null));
  }

  /** Answers that a record failed. Firehose keeps it as it came. */
  void failed(String id) {
    add(id, answer(id, FAILED, null, null));
  }

  private void add(String id, byte[] answer) {
    if (bytes.size() > HEAD.length) {
      bytes.write(',');
    }
    bytes.writeBytes(answer);
    kept -= keptFor(id);
  }

  /** All of it, when every record has been answered. */
  byte[] toBytes() {
    bytes.writeBytes(TAIL);
    return bytes.toByteArray();
  }

  private static byte[] answer(String id, String result, byte[] rows, Event event) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(answer)) {
      json.writeStartObject();
      json.writeStringField("recordId", id);
      json.writeStringField("result", result);
      if (rows != null) {
        json.writeBinaryField("data", rows);
        json.writeObjectFieldStart("metadata");
        json.writeObjectFieldStart("partitionKeys");
        for (Map.Entry<String, String> key : partition(event).entrySet()) {
          json.writeStringField(key.getKey(), key.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toByteArray();
  }

  /** The partition of an event. Firehose puts the values into a path as they are, so they are encoded as the lake does. */
  static Map<String, String> partition(Event event) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (EventColumn key : List.of(EventColumn.DOMAIN_NAME, EventColumn.EVENT_TYPE, EventColumn.EVENT_DATE)) {
      keys.put(key.column().name(), PartitionValue.encode(event.string(key)));
    }
    return keys;
  }
}
