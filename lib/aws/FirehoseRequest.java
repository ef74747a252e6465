package tarn.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What Firehose asks of a transform.
 *
 * @param records in their order
 */
record FirehoseRequest(List<Row> records) {
  /**
   * One record.
   *
   * @param id to be given back
   * @param arrival when it came to the stream
   * @param data null where what came is no Base64
   */
  record Row(String id, Instant arrival, byte[] data) {}

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads a request. Fields that are not known are passed over.
   *
   * @throws IOException when it is no request of Firehose, so that not even its records can be named
   */
  static FirehoseRequest read(InputStream request) throws IOException {
    List<Row> rows = null;
    try (JsonParser json = JSON.createParser(request)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the request is no JSON object: only Firehose can call this function");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isRecords = json.currentName().equals("records");
        if (json.nextToken() == JsonToken.START_ARRAY && isRecords) {
          rows = rows(json);
        } else {
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      // Its own message quotes what it read.
      throw new IOException("the request is no JSON from byte " + e.getLocation().getByteOffset()
          + " on: only Firehose can call this function");
    }
    if (rows == null) {
      throw new IOException("the request has no records: only Firehose can call this function");
    }
    return new FirehoseRequest(rows);
  }

  private static List<Row> rows(JsonParser json) throws IOException {
    List<Row> rows = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      rows.add(row(json));
    }
    return rows;
  }

  private static Row row(JsonParser json) throws IOException {
    String id = null;
    String data = null;
    Instant arrival = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("recordId") && value == JsonToken.VALUE_STRING) {
        id = json.getText();
      } else if (name.equals("data") && value == JsonToken.VALUE_STRING) {
        data = json.getText();
      } else if (name.equals("approximateArrivalTimestamp") && value == JsonToken.VALUE_NUMBER_INT) {
        arrival = Instant.ofEpochMilli(json.getLongValue());
      } else {
        json.skipChildren();
      }
    }
    if (id == null || arrival == null) {
      throw new IOException(
          "a record has no recordId or no approximateArrivalTimestamp: only Firehose can call this function");
    }
    return new Row(id, arrival, decoded(data));
  }

  private static byte[] decoded(String data) {
    try {
      return data == null ? null : Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
