package tarn.cli;

import java.util.Locale;

/** Numbers with their nouns, for people. */
public final class Counted {
  private Counted() {}

  /** For example {@code 1,234}. */
  public static String of(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** For example {@code 1 line} or {@code 1,234 lines}. */
  public static String of(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
