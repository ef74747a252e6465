package tarn.lake;

import java.nio.charset.StandardCharsets;
import tarn.log.PercentDecoder;

/** A value in a path, percent-encoded so that it is one harmless folder name, and decoded by every reader of Hive paths. */
public final class PartitionValue {
  /** What Hive writes for no value. */
  public static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

  private PartitionValue() {}

  public static String encode(String value) {
    return encode(value, false);
  }

  /** The same with capitals encoded too, for values that differ in nothing but case from another one. */
  static String encode(String value, boolean capitals) {
    if (value.equals(HIVE_NULL)) {
      return "%5F" + HIVE_NULL.substring(1);
    }
    StringBuilder encoded = new StringBuilder(value.length() + 16);
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '_' || b == '.' || b == '~'
          || b >= 'A' && b <= 'Z' && !capitals;
      if (plain) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
            .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
      }
    }
    return encoded.toString();
  }

  /** Folder names for values that stay apart where file names ignore case. */
  public static java.util.Map<String, String> encodeApart(java.util.Collection<String> values) {
    java.util.Map<String, Long> spellings = values.stream().collect(java.util.stream.Collectors.groupingBy(
        value -> value.toLowerCase(java.util.Locale.ROOT), java.util.stream.Collectors.counting()));
    java.util.Map<String, String> encoded = new java.util.LinkedHashMap<>();
    values.forEach(value ->
        encoded.put(value, encode(value, spellings.get(value.toLowerCase(java.util.Locale.ROOT)) > 1)));
    return encoded;
  }

  /** The value that a path has for a column, as in {@code …/COLUMN=VALUE/…}; null where it has none. */
  public static String in(String path, String column) {
    int start = path.startsWith(column + "=") ? 0 : path.indexOf("/" + column + "=") + 1;
    if (start == 0 && !path.startsWith(column + "=")) {
      return null;
    }
    int value = start + column.length() + 1;
    int end = path.indexOf('/', value);
    return decode(end < 0 ? path.substring(value) : path.substring(value, end));
  }

  public static String decode(String encoded) {
    return PercentDecoder.decode(encoded);
  }
}
