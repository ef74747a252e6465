package tarn.enrich;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** The known edge locations, all from {@code lib/resources/edge-locations.csv}. */
public final class EdgeLocations {
  private static final int CODE_LENGTH = 3;

  private static final EdgeLocations BUNDLED = load();

  private final Map<String, EdgeLocation> byCode = new HashMap<>();

  private EdgeLocations() {}

  /** The table that ships with Tarn. */
  public static EdgeLocations bundled() {
    return BUNDLED;
  }

  private static EdgeLocations load() {
    EdgeLocations locations = new EdgeLocations();
    for (CSVRecord row : CsvResource.rows("edge-locations.csv")) {
      String state = row.get("state");
      locations.byCode.put(row.get("id"), new EdgeLocation(
          row.get("id"), row.get("city"), state.isEmpty() ? null : state, row.get("country"), row.get("country_code"),
          Double.valueOf(row.get("latitude")), Double.valueOf(row.get("longitude"))));
    }
    return locations;
  }

  /**
   * The location that a log names, for example {@code HAM50-P2}. A code that is not known gives a location with nothing
   * but its id; null where the log names none.
   */
  public EdgeLocation find(String logged) {
    if (logged == null || logged.length() < CODE_LENGTH) {
      return null;
    }
    String code = logged.substring(0, CODE_LENGTH);
    EdgeLocation known = byCode.get(code);
    return known != null ? known : new EdgeLocation(code, null, null, null, null, null, null);
  }
}
