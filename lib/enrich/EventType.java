package tarn.enrich;

/** The two kinds of hits. */
public enum EventType {
  PAGEVIEW("pageview"),
  TRACK("track");

  private final String tableValue;

  EventType(String tableValue) {
    this.tableValue = tableValue;
  }

  /** The value of {@code event_type}, as in the article's table. */
  public String tableValue() {
    return tableValue;
  }

  /** The type that the tracker's key {@code t} names; null for an unknown one. */
  public static EventType ofKey(String key) {
    if ("pv".equals(key)) {
      return PAGEVIEW;
    }
    return "tr".equals(key) ? TRACK : null;
  }
}
