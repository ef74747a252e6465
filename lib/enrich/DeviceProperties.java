package tarn.enrich;

/** What the tracker tells of the device; each null where it does not. */
public record DeviceProperties(
    String outerResolution,
    String innerResolution,
    Integer colorDepth,
    String platform,
    Double memory,
    Integer cores,
    String timezone,
    String language) {
  public static DeviceProperties of(HitQuery query) {
    return new DeviceProperties(
        resolution(query, "w", "h"),
        resolution(query, "iw", "ih"),
        query.integer("d"),
        query.get("p"),
        Numbers.decimal(query.get("m")),
        query.integer("c"),
        query.get("tz"),
        query.get("l"));
  }

  private static String resolution(HitQuery query, String widthKey, String heightKey) {
    Integer width = query.integer(widthKey);
    Integer height = query.integer(heightKey);
    return width == null || height == null || width < 0 || height < 0 ? null : width + "x" + height;
  }
}
