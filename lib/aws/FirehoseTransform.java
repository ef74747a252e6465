package tarn.aws;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import tarn.enrich.Salts;
import tarn.event.Event;
import tarn.event.EventJsonWriter;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.lake.LakeException;
import tarn.lake.LineCounts;
import tarn.log.LogFormat;
import tarn.log.LogParser;
import tarn.log.MalformedLine;

/**
 * Answers calls of Firehose. A record usually holds one log line. One with several is {@code Ok} with all its events when
 * they belong in one partition, because Firehose can put a record into one only, and when none of its lines failed,
 * because Firehose keeps whole records; otherwise it is {@code ProcessingFailed}, and {@code transform --errors} takes
 * its lines one by one. One without any is {@code Dropped}. Not thread-safe.
 */
final class FirehoseTransform {
  static final String NO_BASE64 = "data is no base64";
  static final String RESPONSE_FULL = "response full";
  static final String SEVERAL_PARTITIONS = "in one record with lines of other partitions";
  static final String BESIDE_FAILED = "in one record with a line that failed";
  static final String UNEXPECTED = "unexpected error";
  private static final String OWN_CODE = "tarn.";
  private static final Pattern LINE_END = Pattern.compile("\r?\n");

  private final Transform transform;
  private final Consumer<String> log;
  private final LogParser parser = LogFormat.REALTIME.parser();
  private final EventJsonWriter json = new EventJsonWriter();

  /** @param log takes what is worth a line in the log of the function; it never holds anything of a record */
  FirehoseTransform(PixelOptions options, Salts salts, Consumer<String> log) {
    this.transform = new Transform(options, salts);
    this.log = log;
  }

  /**
   * Answers every record once, whatever it holds.
   *
   * @param counts where the lines of a day of arrival are counted
   * @param listener hears what became of each line
   * @throws LakeException when a salt can be neither read nor written; nothing is answered then, and Firehose asks again
   */
  byte[] answer(FirehoseRequest request, Function<LocalDate, LineCounts> counts, Consumer<Outcome> listener) {
    FirehoseResponse response = new FirehoseResponse(request);
    for (FirehoseRequest.Row record : request.records()) {
      LineCounts ofDay = counts.apply(LocalDate.ofInstant(record.arrival(), ZoneOffset.UTC));
      ofDay.addBytes(record.data() == null ? 0 : record.data().length);
      answer(record, response).forEach(line -> {
        ofDay.add(line);
        listener.accept(line);
      });
    }
    return response.toBytes();
  }

  /** @return what became of the lines of the record */
  private List<Outcome> answer(FirehoseRequest.Row record, FirehoseResponse response) {
    List<Outcome> lines = record.data() == null ? List.of(new Outcome.Failed(NO_BASE64)) : outcomes(record.data());
    List<Event> events =
        lines.stream().filter(Outcome.Ok.class::isInstance).map(line -> ((Outcome.Ok) line).event()).toList();
    String reason = null;
    if (lines.stream().anyMatch(Outcome.Failed.class::isInstance)) {
      reason = BESIDE_FAILED;
    } else if (events.stream().map(FirehoseResponse::partition).distinct().count() > 1) {
      reason = SEVERAL_PARTITIONS;
    } else if (!events.isEmpty() && !response.ok(record.id(), rows(events), events.get(0))) {
      reason = RESPONSE_FULL;
    }
    if (reason != null) {
      response.failed(record.id());
      return withoutEvents(lines, reason);
    }
    if (events.isEmpty()) {
      response.dropped(record.id());
    }
    return lines;
  }

  private static List<Outcome> withoutEvents(List<Outcome> lines, String reason) {
    return lines.stream().<Outcome>map(line -> line instanceof Outcome.Ok ? new Outcome.Failed(reason) : line).toList();
  }

  private byte[] rows(List<Event> events) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    events.forEach(event -> rows.writeBytes(json.row(event)));
    return rows.toByteArray();
  }

  private List<Outcome> outcomes(byte[] data) {
    List<Outcome> outcomes = new ArrayList<>();
    for (String line : LINE_END.split(new String(data, StandardCharsets.UTF_8))) {
      for (String logged : parser.records(line)) {
        if (!logged.isBlank() && !logged.startsWith("#")) {
          outcomes.add(outcome(logged));
        }
      }
    }
    return outcomes;
  }

  private Outcome outcome(String line) {
    try {
      return transform.apply(parser.parse(line));
    } catch (MalformedLine malformed) {
      return new Outcome.Failed(malformed.getMessage());
    } catch (LakeException noSalt) {
      throw noSalt;
    } catch (RuntimeException | StackOverflowError defect) {
      log.accept(described(defect));
      return new Outcome.Failed(UNEXPECTED);
    }
  }

  /** Kind and place only: messages may quote the line. */
  private static String described(Throwable defect) {
    for (StackTraceElement place : defect.getStackTrace()) {
      if (place.getClassName().startsWith(OWN_CODE)) {
        return "unexpected " + defect.getClass().getName() + " at " + place;
      }
    }
    return "unexpected " + defect.getClass().getName();
  }
}
