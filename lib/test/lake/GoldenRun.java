package tarn.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tarn.enrich.AllowList;
import tarn.enrich.Salts;
import tarn.event.Event;
import tarn.event.EventJson;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogInput;
import tarn.log.LogParser;
import tarn.log.MalformedLine;

/**
 * The transform of one golden log, record by record and without a lake. A first line like {@code # ingest --domains
 * example.com} holds options of the command: {@code --domains}, {@code --pages}, {@code --host}, {@code --format}.
 */
final class GoldenRun {
  /** Known salts, so that ids can be written down. */
  static final Salts SALTS = day -> Arrays.copyOf(("salt of " + day).getBytes(StandardCharsets.UTF_8), 32);

  private static final String OPTIONS = "# ingest ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] input;
  private PixelOptions options = new PixelOptions(AllowList.everything());
  private LogFormat format;
  private final List<Outcome> outcomes = new ArrayList<>();

  GoldenRun(Path file) throws IOException {
    input = Files.readAllBytes(file);
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(LogInput.open(new ByteArrayInputStream(input)))) {
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        lines.add(new String(line, StandardCharsets.UTF_8));
      }
    }
    if (!lines.isEmpty() && lines.get(0).startsWith(OPTIONS)) {
      readOptions(List.of(lines.get(0).substring(OPTIONS.length()).split(" ")));
    }
    Transform transform = new Transform(options, SALTS);
    LogParser parser = (format != null ? format : LogFormat.detect(lines)).parser();
    lines.forEach(line -> parser.records(line).forEach(record -> read(record, parser, transform)));
  }

  private void readOptions(List<String> given) {
    AllowList domains = given.contains("--domains")
        ? AllowList.of(List.of(given.get(given.indexOf("--domains") + 1).split(","))) : AllowList.everything();
    String host = given.contains("--pages") ? given.get(given.indexOf("--host") + 1) : null;
    format = given.contains("--format")
        ? LogFormat.valueOf(given.get(given.indexOf("--format") + 1).toUpperCase(Locale.ROOT)) : null;
    options = new PixelOptions(domains, host);
  }

  private void read(String record, LogParser parser, Transform transform) {
    if (record.startsWith("#")) {
      parser.comment(record);
    } else if (!record.isBlank()) {
      try {
        outcomes.add(transform.apply(parser.parse(record)));
      } catch (MalformedLine malformed) {
        outcomes.add(new Outcome.Failed(malformed.getMessage()));
      }
    }
  }

  byte[] input() {
    return input;
  }

  PixelOptions options() {
    return options;
  }

  LogFormat format() {
    return format;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  List<Event> events() {
    return outcomes.stream().filter(Outcome.Ok.class::isInstance).map(ok -> ((Outcome.Ok) ok).event()).toList();
  }

  /** The answers as JSON, the columns beside the result. */
  List<ObjectNode> answers() throws IOException {
    List<ObjectNode> answers = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      // Once through text, so that equal numbers are equal nodes.
      ObjectNode answer = (ObjectNode) JSON.readTree(EventJson.of(outcome).toString());
      ObjectNode flat = JsonNodeFactory.instance.objectNode();
      flat.set("result", answer.get("result"));
      if (answer.hasNonNull("error")) {
        flat.set("error", answer.get("error"));
      }
      if (answer.has("data")) {
        flat.setAll((ObjectNode) answer.get("data"));
      }
      answers.add(flat);
    }
    return answers;
  }
}
