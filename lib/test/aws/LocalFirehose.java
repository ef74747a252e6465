package tarn.aws;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import tarn.lake.Gate;
import tarn.lake.Lake;

/**
 * Plays Firehose as the stack sets it up, from its documentation: collects records, asks the function about them, puts
 * rows into the partition that the answer names, keeps records that failed, and writes files at its own names. What
 * arrives moves its clock.
 */
final class LocalFirehose {
  /** Writes rows as Parquet. */
  interface Parquet {
    /** @param rows the files to be written, and what goes into each */
    void write(Map<Path, List<JsonNode>> rows) throws Exception;
  }

  private record Record(Instant arrival, byte[] data) {}

  /** What goes into one file, and when the first of it arrived. */
  private record Collected<T>(Instant since, List<T> items) {
    Collected(Instant since) {
      this(since, new ArrayList<>());
    }
  }

  static final int MOST_PARTITIONS = 500;
  private static final int CALL_BYTES = (int) (0.2 * 1024 * 1024);
  private static final int LONGEST_RESPONSE = 6 * 1024 * 1024;
  private static final int ATTEMPTS = 4;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'tarn-hits-1-'uuuu-MM-dd-HH-mm-ss-", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RequestStreamHandler function;
  private final Lake lake;
  private final Parquet parquet;
  private final List<Record> call = new ArrayList<>();
  private int callBytes;
  private Collected<byte[]> raw;
  private final Map<String, Collected<JsonNode>> partitions = new LinkedHashMap<>();
  private Collected<ObjectNode> failed;
  int calls;

  LocalFirehose(RequestStreamHandler function, Lake lake, Parquet parquet) {
    this.function = function;
    this.lake = lake;
    this.parquet = parquet;
  }

  void put(Instant arrival, byte[] data) throws IOException {
    if (callBytes + data.length > CALL_BYTES) {
      call();
    }
    call.add(new Record(arrival, data));
    callBytes += data.length;
    raw = raw == null ? new Collected<>(arrival) : raw;
    raw.items().add(data);
  }

  private void call() throws IOException {
    if (call.isEmpty()) {
      return;
    }
    calls++;
    byte[] request = FirehoseCalls.call(call.get(0).arrival(), call.stream().map(Record::data).toList());
    List<FirehoseCalls.Answer> answers = null;
    for (int attempt = 1; answers == null && attempt <= ATTEMPTS; attempt++) {
      ByteArrayOutputStream response = new ByteArrayOutputStream();
      try {
        function.handleRequest(new ByteArrayInputStream(request), response, new FunctionContext());
        answers = response.size() > LONGEST_RESPONSE ? null : FirehoseCalls.answers(response.toByteArray());
      } catch (RuntimeException | IOException functionFailed) {
        // Asked again.
      }
    }
    Map<String, FirehoseCalls.Answer> byId = new HashMap<>();
    (answers == null ? List.<FirehoseCalls.Answer>of() : answers).forEach(answer -> {
      if (byId.put(answer.id(), answer) != null) {
        throw new AssertionError("answered twice: " + answer.id());
      }
    });
    for (int i = 0; i < call.size(); i++) {
      FirehoseCalls.Answer answer = byId.remove(FirehoseCalls.id(i));
      if (answer == null) {
        keep(call.get(i), answers == null ? "Lambda.FunctionError" : "Lambda.MissingRecordId");
      } else {
        switch (answer.result()) {
          case "Ok" -> deliver(call.get(i), answer);
          case "Dropped" -> { }
          case "ProcessingFailed" -> keep(call.get(i), "Lambda.ProcessingFailedStatus");
          default -> throw new AssertionError(answer.result());
        }
      }
    }
    if (!byId.isEmpty()) {
      throw new AssertionError("answered what was not asked: " + byId.keySet());
    }
    call.clear();
    callBytes = 0;
  }

  private void deliver(Record record, FirehoseCalls.Answer answer) {
    String prefix = lake.incoming() + "domain_name=" + key(answer, "domain_name") + "/event_type=" + key(answer, "event_type")
        + "/event_date=" + key(answer, "event_date") + "/";
    partitions.computeIfAbsent(prefix, any -> new Collected<>(record.arrival())).items().addAll(answer.rows());
    if (partitions.size() > MOST_PARTITIONS) {
      throw new AssertionError("more than " + MOST_PARTITIONS + " partitions at a time");
    }
  }

  private static String key(FirehoseCalls.Answer answer, String name) {
    String value = answer.keys().path(name).asText();
    if (value.isEmpty()) {
      throw new AssertionError("no partition key " + name);
    }
    return value;
  }

  private void keep(Record record, String errorCode) {
    failed = failed == null ? new Collected<>(record.arrival()) : failed;
    failed.items().add(FirehoseCalls.JSON.createObjectNode().put("rawData", Base64.getEncoder().encodeToString(record.data()))
        .put("errorCode", errorCode).put("errorMessage", "as Firehose says it").put("attemptsMade", 1)
        .put("arrivalTimestamp", record.arrival().toEpochMilli()).put("attemptEndingTimestamp", record.arrival().toEpochMilli())
        .put("lambdaARN", "arn:aws:lambda:eu-central-1:123456789012:function:tarn-transform:live"));
  }

  /** Writes all that was collected, as when the time is up. */
  void flush() throws Exception {
    call();
    if (raw != null) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        for (byte[] record : raw.items()) {
          gzip.write(record);
        }
      }
      write(lake.raw() + DAY.format(raw.since()) + "/" + name(raw.since()) + ".gz", packed.toByteArray());
      raw = null;
    }
    if (failed != null) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      for (ObjectNode record : failed.items()) {
        lines.writeBytes(FirehoseCalls.bytes(record));
        lines.write('\n');
      }
      write("cleaned/error/" + DAY.format(failed.since()) + "/processing-failed/" + name(failed.since()), lines.toByteArray());
      failed = null;
    }
    Map<String, Path> files = new LinkedHashMap<>();
    Map<Path, List<JsonNode>> rows = new LinkedHashMap<>();
    for (Map.Entry<String, Collected<JsonNode>> partition : partitions.entrySet()) {
      String path = partition.getKey() + name(partition.getValue().since()) + ".parquet";
      files.put(path, lake.store().temporary(path));
      rows.put(files.get(path), partition.getValue().items());
    }
    parquet.write(rows);
    for (Map.Entry<String, Path> file : files.entrySet()) {
      lake.store().put(file.getValue(), file.getKey(), Gate.OPEN);
    }
    partitions.clear();
  }

  private static String name(Instant since) {
    return NAME.format(since) + UUID.randomUUID();
  }

  private void write(String path, byte[] content) throws IOException {
    Path temporary = lake.store().temporary(path);
    Files.write(temporary, content);
    lake.store().put(temporary, path, Gate.OPEN);
  }
}
