package tarn.event;

/** What became of a record: exactly one of Firehose's three results, with a countable reason where it is no event. */
public sealed interface Outcome {
  /** A hit. */
  record Ok(Event event) implements Outcome {}

  /** Not of interest, by rule. */
  record Dropped(String reason) implements Outcome {
    /** Of a request for something else than a pixel, or of something else than a page where pages count. */
    public static final String ANOTHER_PATH = "another path";
  }

  /** Of interest, but not understood: kept in {@code raw/error} with the reason. */
  record Failed(String reason) implements Outcome {}
}
