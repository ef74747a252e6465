package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeLocationsTest {
  private final EdgeLocations locations = EdgeLocations.bundled();

  @Test
  void hamburgIsAsInTheArticle() {
    assertEquals(new EdgeLocation("HAM", "Hamburg", null, "Germany", "DE", 53.630401611328, 9.9882297515869), locations.find("HAM50-P2"));
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {
      "IAD89-C1, IAD, Ashburn, Virginia, US, 38.9475, -77.4599",
      "FRA60-P10, FRA, Frankfurt am Main, -, DE, 50.0264, 8.5431",
      "NRT57-P3, NRT, Tokyo, -, JP, 35.7647, 140.3860",
      "GRU3, GRU, São Paulo, São Paulo, BR, -23.4356, -46.4731",
      "YTO50-C1, YTO, Toronto, Ontario, CA, 43.6772, -79.6306"})
  void readsEverySpellingOfALocation(
      String logged, String id, String city, String state, String country, double latitude, double longitude) {
    EdgeLocation found = locations.find(logged);
    assertEquals(new EdgeLocation(id, city, state, found.country(), country, latitude, longitude), found);
  }

  @ParameterizedTest
  @CsvSource({"XXX50-P1, XXX", "ham50-P2, ham", "123, 123"})
  void anUnknownCodeKeepsItsIdAndNothingElse(String logged, String id) {
    assertEquals(new EdgeLocation(id, null, null, null, null, null, null), locations.find(logged));
  }

  @Test
  void nothingLoggedIsNoLocation() {
    assertNull(locations.find(null));
    assertNull(locations.find("-"));
  }

  @Test
  void theTableIsWhole() {
    Set<String> codes = new TreeSet<>();
    for (CSVRecord row : CsvResource.rows("edge-locations.csv")) {
      String code = row.get("id");
      assertTrue(code.matches("[A-Z]{3}") && codes.add(code), code);
      assertTrue(!row.get("city").isEmpty() && !row.get("country").isEmpty() && row.get("country_code").matches("[A-Z]{2}"), code);
      assertTrue(Math.abs(Double.parseDouble(row.get("latitude"))) < 66 && Math.abs(Double.parseDouble(row.get("longitude"))) < 180, code);
      assertEquals(Set.of("US", "CA", "AU", "IN", "BR", "MX").contains(row.get("country_code")), !row.get("state").isEmpty(), code);
    }
    assertTrue(codes.size() >= 110, "codes: " + codes.size());
  }
}
