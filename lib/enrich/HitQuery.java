package tarn.enrich;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tarn.log.EncodedText;

/**
 * The keys of a pixel request. The first value of a key that is not empty counts; empty values count as absent. Other keys
 * than the tracker's are not looked at. Not thread-safe: a value is decoded when first asked for.
 */
public final class HitQuery {
  /** What the tracker sends. */
  private static final List<String> KEYS = List.of("t", "ts", "u", "hn", "pa", "ua", "r", "iw", "ih", "w", "h", "ti", "d", "l",
      "p", "m", "c", "tz", "en", "pr", "uso", "uca", "ume", "uco", "ute", "pt");
  private static final Map<String, Integer> NUMBERS =
      IntStream.range(0, KEYS.size()).boxed().collect(Collectors.toUnmodifiableMap(KEYS::get, number -> number));
  private static final int LONGEST_KEY = 3;
  private static final int SLOTS = 128;
  /** The numbers of the keys plus one, by {@link #slot}; 0 for none. */
  private static final byte[] NUMBER_BY_SLOT = numberBySlot();

  private final String query;
  private final EncodedText values;
  private final int[] starts = new int[KEYS.size()];
  private final int[] ends = new int[KEYS.size()];
  private final String[] decoded = new String[KEYS.size()];

  private HitQuery(String query, int encodings) {
    this.query = query;
    this.values = query == null ? null : new EncodedText(query, encodings);
  }

  /**
   * Reads a query string.
   *
   * @param query as logged; null for none
   * @param encodings how often each value is percent-encoded
   */
  public static HitQuery parse(String query, int encodings) {
    HitQuery parsed = new HitQuery(query, encodings);
    int start = 0;
    int equals = -1;
    int length = query == null ? 0 : query.length();
    while (start < length) {
      int end = query.indexOf('&', start);
      if (end < 0) {
        end = length;
      }
      if (equals < start) {
        equals = query.indexOf('=', start);
        if (equals < 0) {
          break;
        }
      }
      if (equals > start && equals < end - 1) {
        parsed.put(start, equals, end);
      }
      start = end + 1;
    }
    return parsed;
  }

  private void put(int start, int equals, int end) {
    int number = number(query, start, equals);
    if (number >= 0 && ends[number] == 0) {
      starts[number] = equals + 1;
      ends[number] = end;
    }
  }

  /** The value of a key; null where it is absent or empty. */
  public String get(String key) {
    int number = NUMBERS.get(key);
    if (decoded[number] == null && ends[number] > 0) {
      decoded[number] = values.decoded(starts[number], ends[number]);
    }
    return decoded[number];
  }

  /** The value as a whole number; null where it is absent, no number or out of an int's range. */
  public Integer integer(String key) {
    return Numbers.integer(get(key));
  }

  /** The value as a whole number; null where it is absent or no number that a long can hold. */
  public Long whole(String key) {
    return Numbers.whole(get(key));
  }

  private static int number(String text, int start, int end) {
    if (end - start > LONGEST_KEY) {
      return -1;
    }
    for (int slot = slot(text, start, end);; slot = (slot + 1) % SLOTS) {
      int number = NUMBER_BY_SLOT[slot] - 1;
      if (number < 0 || KEYS.get(number).length() == end - start && text.startsWith(KEYS.get(number), start)) {
        return number;
      }
    }
  }

  private static int slot(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    return (hash & Integer.MAX_VALUE) % SLOTS;
  }

  private static byte[] numberBySlot() {
    byte[] slots = new byte[SLOTS];
    for (int number = 0; number < KEYS.size(); number++) {
      int slot = slot(KEYS.get(number), 0, KEYS.get(number).length());
      while (slots[slot] != 0) {
        slot = (slot + 1) % SLOTS;
      }
      slots[slot] = (byte) (number + 1);
    }
    return slots;
  }
}
