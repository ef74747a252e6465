package tarn.traffic;

/**
 * A request for a pixel.
 *
 * @param moment when it truly happens, in milliseconds
 * @param browserMillis the tracker's {@code ts}; null on the noscript pixel
 * @param name the event's name; null for page views
 * @param query as logged; null for none
 * @param referer the header as the browser sends it; null for none
 */
record Hit(
    Site site, String host, Visitor visitor, long moment, Long browserMillis, String name, String query,
    String referer) {
  /** The name of the pings that only lengthen visits. */
  static final String ENGAGEMENT = "engagement";

  private static final long DAY_MILLIS = 86_400_000;
  private static final long TEN_MINUTES_MILLIS = 600_000;

  String path() {
    return browserMillis == null ? "/noscript.gif" : "/hello.gif";
  }

  /** When it counts as having happened: a browser's clock is not believed where it is absurd. */
  long eventMillis(long arrivalMillis) {
    boolean believed = browserMillis != null && browserMillis >= arrivalMillis - DAY_MILLIS
        && browserMillis <= arrivalMillis + TEN_MINUTES_MILLIS;
    return believed ? browserMillis : arrivalMillis;
  }
}
