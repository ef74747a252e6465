package tarn.enrich;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The time of an event, decided between the browser's clock and the log's, and the time hierarchy and the arrival delay
 * that follow from it.
 *
 * @param eventMillis when it happened, milliseconds since 1970 UTC
 * @param arrivalSeconds when it was logged, whole seconds since 1970 UTC
 * @param arrivalDelayMillis event minus arrival; 0 where the log's clock had to serve for both
 * @param date the UTC day of the event
 */
public record EventClock(long eventMillis, long arrivalSeconds, int arrivalDelayMillis, LocalDate date) {
  private static final long MOST_BEFORE_MILLIS = 24L * 60 * 60 * 1000;
  private static final long MOST_AFTER_MILLIS = 10L * 60 * 1000;

  /**
   * Believes the browser unless its time is missing, or more than 24 hours before or 10 minutes after arrival.
   *
   * @param browserMillis the tracker's {@code ts}; null where missing
   */
  public static EventClock of(long arrivalMicros, Long browserMillis) {
    long arrivalMillis = Math.floorDiv(arrivalMicros, 1000L);
    long arrivalSeconds = Math.floorDiv(arrivalMicros, 1_000_000L);
    boolean believed = browserMillis != null
        && browserMillis >= arrivalMillis - MOST_BEFORE_MILLIS
        && browserMillis <= arrivalMillis + MOST_AFTER_MILLIS;
    long eventMillis = believed ? browserMillis : arrivalMillis;
    int delay = believed ? Math.toIntExact(eventMillis - arrivalSeconds * 1000) : 0;
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(eventMillis), ZoneOffset.UTC);
    return new EventClock(eventMillis, arrivalSeconds, delay, date);
  }
}
