package tarn.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;
import tarn.aggregate.Aggregation;
import tarn.aggregate.DayNotBuilt;
import tarn.lake.CleanedPartitions;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Lake;
import tarn.lake.LeaseHeld;
import tarn.lake.Prune;

/**
 * The function that the schedules call with {@code {"days": N}}: builds the stale ones of the last N days and of today, as
 * {@code aggregate} does, and then tells the catalog of Athena which names of events there are. {@code TARN_LAKE} names the
 * lake and {@code TARN_DATABASE} the database. Fails where the build fails, and does nothing where another command builds.
 *
 * <p>{@code TARN_CLEANED_DAYS} says for how many days cleaned events are kept, and 0, as where it is not set, for ever. A call
 * that looks back deletes older ones, after their days are built for the last time: a rule of the bucket would do so
 * without the note ({@link Prune#cleaned}) that keeps the curated days of vanished files.
 */
public final class AggregateHandler implements RequestStreamHandler {
  private static final int MOST_DAYS = 3_650;
  private static final int DEFAULT_MEMORY_MB = 3_008;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final EventPartitions partitions;
  private final int cleanedDays;
  private final Clock clock;
  private final String memory;

  public AggregateHandler() {
    this(new Settings(System.getenv()));
  }

  private AggregateHandler(Settings settings) {
    this(settings.lake(), GlueClient.builder().httpClient(UrlConnectionHttpClient.create()).build(), settings.required("TARN_DATABASE"),
        settings.number("TARN_CLEANED_DAYS", 0), settings.number("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", DEFAULT_MEMORY_MB), Clock.systemUTC());
  }

  /**
   * @param cleanedDays for which cleaned events are kept; 0 for ever
   * @param memory of the function in MB; the JVM and what DuckDB does not count need half of it
   */
  AggregateHandler(Lake lake, GlueClient glue, String database, int cleanedDays, int memory, Clock clock) {
    this.lake = lake;
    this.cleanedDays = cleanedDays;
    this.partitions = new EventPartitions(glue, database);
    this.clock = clock;
    this.memory = memory / 2 + "MB";
  }

  @Override
  public void handleRequest(InputStream request, OutputStream response, Context context) throws IOException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    int back = days(request);
    List<LocalDate> days = today.minusDays(back).datesUntil(today.plusDays(1)).toList();
    boolean forgets = cleanedDays > 0 && back > 0;
    Aggregation aggregation = new Aggregation(lake, clock);
    try {
      TreeSet<LocalDate> wanted = new TreeSet<>(days);
      wanted.addAll(forgets ? daysBefore(today.minusDays(cleanedDays)) : List.of());
      List<Aggregation.Stale> stale = aggregation.stale(wanted);
      DayNotBuilt failure = build(aggregation, stale);
      // The others are built, and Athena is to see them.
      int changed = partitions.update(lake, days) + (back > 0 ? partitions.forgetOtherSites(lake) : 0);
      for (LocalDate older : stale.stream().map(day -> LocalDate.parse(day.day().date())).filter(day -> !days.contains(day)).distinct().toList()) {
        changed += partitions.update(lake, List.of(older));
      }
      if (failure != null) {
        // Lambda logs what is thrown, with its causes.
        throw new IOException("the build failed: " + failure.withoutValues());
      }
      response.write(JSON.writeValueAsBytes(Map.of("days_built", stale.size(), "partitions_changed", changed,
          "files_deleted", forgets ? forget(context) : 0)));
    } catch (LeaseHeld another) {
      context.getLogger().log("nothing was done: " + another.getMessage());
      response.write(JSON.writeValueAsBytes(Map.of("days_built", 0, "busy", another.getMessage())));
    } catch (SQLException e) {
      throw new IOException("the build failed: DuckDB could not be set up or read");
    }
  }

  /** The days before this one that have cleaned events. */
  private List<LocalDate> daysBefore(LocalDate first) {
    return CleanedPartitions.list(lake).keySet().stream().map(DomainDay::date).distinct().flatMap(AggregateHandler::parsed)
        .filter(first::isAfter).toList();
  }

  /** Nothing for a folder that somebody else has named. */
  private static Stream<LocalDate> parsed(String date) {
    try {
      return Stream.of(LocalDate.parse(date));
    } catch (DateTimeException noDay) {
      return Stream.empty();
    }
  }

  /** @return how many files of cleaned were deleted for their age */
  private long forget(Context context) {
    Prune prune = new Prune(lake, clock);
    try {
      prune.cleaned(cleanedDays);
    } catch (LeaseHeld another) {
      context.getLogger().log("old events stay until the next call: " + another.getMessage());
    }
    return prune.deletedFiles();
  }

  /** What was wrong with a day; null where all were built. */
  private DayNotBuilt build(Aggregation aggregation, List<Aggregation.Stale> stale) throws SQLException {
    try {
      aggregation.build(stale, memory, built -> {});
      return null;
    } catch (DayNotBuilt failure) {
      return failure;
    }
  }

  private static int days(InputStream request) throws IOException {
    JsonNode days = JSON.readTree(request).path("days");
    if (!days.isInt() || days.asInt() < 0 || days.asInt() > MOST_DAYS) {
      throw new IOException(
          "the event names no days: call with {\"days\": N}, where N is 0 for today alone, and " + MOST_DAYS + " at most");
    }
    return days.asInt();
  }
}
