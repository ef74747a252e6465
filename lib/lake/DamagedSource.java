package tarn.lake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An input that could not be read to its end: what was read of it is in the lake, the rest is missing.
 *
 * @param source the file, without its folder; or a raw file, with its path below the lake
 * @param readAt when, ISO 8601
 * @param records how many were read before the damage
 * @param damage what is wrong with it and what to do, as one sentence
 */
public record DamagedSource(String source, String readAt, long records, String damage) {
  DamagedSource(String source, Instant readAt, long records, String damage) {
    this(source, readAt.truncatedTo(ChronoUnit.SECONDS).toString(), records, damage);
  }
}
