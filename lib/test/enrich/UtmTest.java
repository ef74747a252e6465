package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtmTest {
  private static final Utm ALL = new Utm("a b", "c&d", "e=f", "gü", "h");

  @ParameterizedTest
  @ValueSource(strings = {
      "utm_source=a+b&utm_campaign=c%26d&utm_medium=e%3Df&utm_content=g%C3%BC&utm_term=h",
      "x=1&utm_term=h&utm_content=g%c3%bc&utm_medium=e=f&utm_campaign=c%26d&utm_source=a%20b&y",
      "UTM_SOURCE=a+b&Utm_Campaign=c%26d&utm_MEDIUM=e%3Df&utm_content=gü&UTM_term=h",
      "utm%5Fsource=a%20b&%75tm_campaign=c%26d&utm_medium=e%3Df&utm_content=g%C3%BC&utm_term=h",
      "utm_source=&utm_source=a+b&utm_source=later&&utm_campaign=c%26d&utm_medium=e%3Df&utm_content=g%C3%BC&utm_term=h&=z"})
  void readsTagsInAnyOrderCaseAndEncoding(String pageQuery) {
    assertEquals(ALL, Utm.ofPageQuery(pageQuery));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "utm_source", "utm_source=", "xutm_source=a", "source=a", "a=utm_source=b"})
  void findsNoneWhereThereAreNone(String pageQuery) {
    assertEquals(Utm.ofPageQuery(null), Utm.ofPageQuery(pageQuery));
  }

  @Test
  void takesThePagesTagsOnlyWhereTheTrackerSentNone() {
    assertEquals(new Utm(null, null, "email", null, null), Utm.of(HitQuery.parse("ume=email", 1), "utm_source=x&utm_medium=cpc"));
    assertEquals(new Utm("x", null, "cpc", null, null), Utm.of(HitQuery.parse("t=pv", 1), "utm_source=x&utm_medium=cpc"));
  }
}
