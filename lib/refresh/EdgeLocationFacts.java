package tarn.refresh;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** CloudFront's metros, kept by hand, with the coordinates of their airports. */
public final class EdgeLocationFacts {
  private static final int DIGITS = 4;

  private EdgeLocationFacts() {}

  public static void write(Path lib, RegistryPackage airportsdata, Path fetched) throws IOException, InterruptedException {
    Map<String, CSVRecord> airports = new HashMap<>();
    for (CSVRecord airport : ResourceFile.read(airportsdata.fetch(fetched).resolve("airportsdata/airports.csv"))) {
      airports.put(airport.get("iata"), airport);
    }
    Path metros = lib.resolve("refresh/cloudfront-metros.csv");
    List<List<String>> rows = new ArrayList<>();
    for (CSVRecord metro : ResourceFile.read(metros)) {
      String code = metro.get("code");
      CSVRecord airport = airports.get(metro.get("airport").isEmpty() ? code : metro.get("airport"));
      boolean given = !metro.get("latitude").isEmpty();
      if (!given && (airport == null || !airport.get("country").equals(metro.get("country_code")))) {
        throw new IllegalStateException(code + " is no airport of " + metro.get("country") + ": name one in " + metros);
      }
      rows.add(List.of(code, metro.get("city"), metro.get("state"), metro.get("country"), metro.get("country_code"),
          given ? metro.get("latitude") : rounded(airport.get("lat")),
          given ? metro.get("longitude") : rounded(airport.get("lon"))));
    }
    ResourceFile.writeTable(lib.resolve("resources/edge-locations.csv"), List.of(airportsdata), metros,
        List.of("id", "city", "state", "country", "country_code", "latitude", "longitude"), rows);
    ResourceFile.writeLicences(lib.resolve("resources/licences"), List.of(airportsdata), fetched);
  }

  private static String rounded(String degrees) {
    return new BigDecimal(degrees).setScale(DIGITS, RoundingMode.HALF_UP).toPlainString();
  }
}
