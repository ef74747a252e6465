package tarn.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Calls as Firehose makes them for a stream of Kinesis, and its answers taken apart. */
final class FirehoseCalls {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Instant ARRIVAL = Instant.parse("2026-11-20T12:00:02Z");

  /**
   * What a function answered about a record.
   *
   * @param rows the events, empty where there are none
   * @param keys null where there are none
   */
  record Answer(String id, String result, List<JsonNode> rows, JsonNode keys) {}

  private FirehoseCalls() {}

  /** Ids have the form and the length of Firehose's own. */
  static String id(int index) {
    return String.format("49546986683135544286507457936321625675700192471156785154%020d0000", index);
  }

  static byte[] call(Instant arrival, List<byte[]> records) {
    ObjectNode call = JSON.createObjectNode();
    call.put("invocationId", "f3a1c1f5-6d0e-4d3c-9d8c-0f9e6a1c2b3d");
    call.put("sourceKinesisStreamArn", "arn:aws:kinesis:eu-central-1:123456789012:stream/tarn-hits");
    call.put("deliveryStreamArn", "arn:aws:firehose:eu-central-1:123456789012:deliverystream/tarn-hits");
    call.put("region", "eu-central-1");
    ArrayNode array = call.putArray("records");
    for (int i = 0; i < records.size(); i++) {
      ObjectNode record = array.addObject();
      record.put("recordId", id(i)).put("approximateArrivalTimestamp", arrival.toEpochMilli());
      record.put("data", Base64.getEncoder().encodeToString(records.get(i)));
      record.putObject("kinesisRecordMetadata").put("sequenceNumber", "4954698668313554428650745793632162567570019247115678515" + i)
          .put("subsequenceNumber", 0).put("partitionKey", "0").put("shardId", "shardId-000000000000")
          .put("approximateArrivalTimestamp", arrival.toEpochMilli());
    }
    return bytes(call);
  }

  static byte[] call(String... records) {
    return call(ARRIVAL, List.of(records).stream().map(record -> record.getBytes(StandardCharsets.UTF_8)).toList());
  }

  static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Answer> answers(byte[] response) {
    try {
      List<Answer> answers = new ArrayList<>();
      for (JsonNode answer : JSON.readTree(response).get("records")) {
        List<JsonNode> rows = new ArrayList<>();
        if (answer.has("data")) {
          for (String row : new String(answer.get("data").binaryValue(), StandardCharsets.UTF_8).split("(?<=\n)")) {
            if (!row.endsWith("\n")) {
              throw new AssertionError("a row without line end");
            }
            rows.add(JSON.readTree(row));
          }
        }
        answers.add(new Answer(answer.get("recordId").asText(), answer.get("result").asText(), rows, answer.at("/metadata/partitionKeys")));
      }
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
