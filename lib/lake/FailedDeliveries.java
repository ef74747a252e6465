package tarn.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tarn.event.Event;
import tarn.event.EventColumn;
import tarn.event.EventJson;
import tarn.event.PixelOptions;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogInput;
import tarn.log.LogParser;

/**
 * Records that Firehose could not deliver: those that its function refused or did not answer, with the line that had come,
 * and those that it could not write as Parquet, with the event that the function had made. It writes a JSON object a
 * record below {@code cleaned/error/DAY/KIND/}. They hold addresses.
 */
public final class FailedDeliveries {
  /** What Firehose calls a record that the function answered with {@code ProcessingFailed}, and so has counted. */
  private static final String REFUSED = "Lambda.ProcessingFailedStatus";
  private static final String DATA = "rawData";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final PixelOptions options;
  private final Clock clock;

  FailedDeliveries(Lake lake, PixelOptions options, Clock clock) {
    this.lake = lake;
    this.options = options;
    this.clock = clock;
  }

  /** The files of the days that {@code wanted} takes. */
  public static List<LakeFile> files(Lake lake, Predicate<String> wanted) {
    return lake.store().list(lake.failedDeliveries()).stream().filter(file -> wanted.test(day(lake, file))).toList();
  }

  /** The UTC day on which Firehose wrote a file. */
  public static String day(Lake lake, LakeFile file) {
    return folders(lake, file)[0];
  }

  /** What could not be done, in Firehose's words: {@code processing-failed}, for example. */
  public static String kind(Lake lake, LakeFile file) {
    String[] folders = folders(lake, file);
    return folders.length > 2 ? folders[1] : "";
  }

  private static String[] folders(Lake lake, LakeFile file) {
    return file.path().substring(lake.failedDeliveries().length()).split("/");
  }

  /** What stays of a record without the lines and events of a site: the same array where none is its, null where all are. */
  static byte[] rest(byte[] record, SiteLines site) {
    try {
      JsonNode fields = JSON.readTree(record);
      if (!fields.path(DATA).isTextual()) {
        return restOfUnknown(record, site);
      }
      byte[] data = decoded(fields);
      byte[] kept = isEvents(data) ? events(data, site) : lines(data, site);
      if (kept == data || kept == null) {
        return kept == null ? null : record;
      }
      return JSON.writeValueAsBytes(((ObjectNode) fields).put(DATA, Base64.getEncoder().encodeToString(kept)));
    } catch (IllegalArgumentException | IOException unknown) {
      return restOfUnknown(record, site);
    }
  }

  private static byte[] restOfUnknown(byte[] record, SiteLines site) {
    return site.takes(new String(record, StandardCharsets.UTF_8)) ? null : record;
  }

  private static byte[] lines(byte[] data, SiteLines site) throws IOException {
    LogParser parser = LogFormat.REALTIME.parser();
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    boolean isSame = true;
    try (LineReader lines = new LineReader(new ByteArrayInputStream(data))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        byte[] rest = site.rest(line, parser, null);
        isSame &= rest == line;
        if (rest != null) {
          kept.writeBytes(rest);
          kept.write('\n');
        }
      }
    }
    return isSame ? data : new String(kept.toByteArray(), StandardCharsets.ISO_8859_1).isBlank() ? null : kept.toByteArray();
  }

  private static byte[] events(byte[] data, SiteLines site) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    boolean isSame = true;
    try (MappingIterator<JsonNode> events = JSON.readerFor(JsonNode.class).readValues(data)) {
      while (events.hasNext()) {
        JsonNode event = events.next();
        if (site.takesEventOf(event.path(EventColumn.DOMAIN_NAME.column().name()).asText())) {
          isSame = false;
        } else {
          kept.writeBytes(JSON.writeValueAsBytes(event));
          kept.write('\n');
        }
      }
    }
    return isSame ? data : kept.size() == 0 ? null : kept.toByteArray();
  }

  private static boolean isEvents(byte[] data) {
    return data.length > 0 && data[0] == '{';
  }

  private static byte[] decoded(JsonNode record) {
    return Base64.getDecoder().decode(record.path(DATA).asText());
  }

  /**
   * Takes what a file holds into the lake, where lines that fail again are kept as those of any other log are, and deletes
   * the file then.
   */
  IngestResult take(LakeFile file) throws IOException, SQLException {
    Contents contents = new Contents();
    try (LineReader lines = new LineReader(LogInput.open(lake.store().open(file)))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (line.length > 0) {
          contents.add(file, line);
        }
      }
    }
    IngestResult result = new IngestResult();
    if (contents.lines.size() > 0) {
      try (Ingest ingest = new Ingest(lake, options, LogFormat.REALTIME, false, clock)) {
        result = ingest.ingest(file.name(), new ByteArrayInputStream(contents.lines.toByteArray()));
      }
    }
    if (!contents.events.isEmpty()) {
      publish(file, contents.events);
    }
    if (!contents.refused.isEmpty()) {
      new Ledger(lake).writeRetaken(file.name(), new Retaken(file.path(), clock.instant().toString(), contents.refused));
    }
    lake.store().deleteUnchanged(file);
    return result;
  }

  /** Its events were counted when the function made them. */
  private void publish(LakeFile file, List<Event> events) throws SQLException {
    try (CleanedWriter cleaned = new CleanedWriter(lake)) {
      events.forEach(cleaned::add);
      cleaned.publish(Sha256.hex(digest -> digest.update(file.path().getBytes(StandardCharsets.UTF_8))),
          LocalDate.parse(day(lake, file)));
    }
  }

  /** What stands in one file. */
  private static final class Contents {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final List<Event> events = new ArrayList<>();
    /** The lines that the function has counted as failed, by day of arrival. */
    private final SortedMap<String, Long> refused = new TreeMap<>();

    void add(LakeFile file, byte[] line) throws IOException {
      try {
        JsonNode record = JSON.readTree(line);
        byte[] data = decoded(record);
        if (isEvents(data)) {
          addEvents(data);
        } else {
          addLines(data, record);
        }
      } catch (IllegalArgumentException | JsonProcessingException unknown) {
        throw new LakeException(
            file.path() + " holds what Firehose does not write for a failed record: move the file away, and run again");
      }
    }

    private void addEvents(byte[] data) throws IOException {
      try (MappingIterator<JsonNode> rows = JSON.readerFor(JsonNode.class).readValues(data)) {
        while (rows.hasNext()) {
          events.add(EventJson.event(rows.next()));
        }
      }
    }

    private void addLines(byte[] data, JsonNode record) {
      lines.writeBytes(data);
      lines.write('\n');
      if (record.path("errorCode").asText().equals(REFUSED)) {
        Instant arrival = Instant.ofEpochMilli(record.path("arrivalTimestamp").asLong());
        refused.merge(LocalDate.ofInstant(arrival, ZoneOffset.UTC).toString(), count(data), Long::sum);
      }
    }

    private static long count(byte[] data) {
      LogParser parser = LogFormat.REALTIME.parser();
      return new String(data, StandardCharsets.UTF_8).lines().flatMap(line -> parser.records(line).stream())
          .filter(line -> !line.isBlank() && !line.startsWith("#")).count();
    }
  }
}
