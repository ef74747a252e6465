package tarn.enrich;

/**
 * The name of an event: stripped of white space around it and cut, because it becomes the name of a folder. At most 100
 * characters, and at most 240 bytes when everything but lower-case letters, digits and {@code -_.~} is percent-encoded.
 */
public final class EventName {
  private static final int MOST_CHARACTERS = 100;
  private static final int MOST_ENCODED_BYTES = 240;

  private EventName() {}

  /** The name as the lake keeps it; null where nothing is left of it. */
  public static String normalise(String name) {
    if (name == null) {
      return null;
    }
    String stripped = name.strip();
    int end = 0;
    int encodedBytes = 0;
    for (int characters = 0; end < stripped.length() && characters < MOST_CHARACTERS; characters++) {
      int codePoint = stripped.codePointAt(end);
      encodedBytes += encodedBytes(codePoint);
      if (encodedBytes > MOST_ENCODED_BYTES) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    String cut = stripped.substring(0, end).strip();
    return cut.isEmpty() ? null : cut;
  }

  private static int encodedBytes(int codePoint) {
    if (codePoint >= 'a' && codePoint <= 'z' || codePoint >= '0' && codePoint <= '9' || "-_.~".indexOf(codePoint) >= 0) {
      return 1;
    }
    if (codePoint < 0x80) {
      return 3;
    }
    if (codePoint < 0x800) {
      return 6;
    }
    return codePoint < 0x10000 ? 9 : 12;
  }
}
