package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferrerTableTest {
  @TempDir
  private Path folder;

  @Test
  void theBuiltInTableIsWellFormed() {
    Set<String> hosts = new HashSet<>();
    for (CSVRecord row : CsvResource.rows("referrers.csv")) {
      String host = row.get("host");
      assertTrue(hosts.add(host), host + " is there twice");
      assertTrue(host.matches("[a-z0-9_-]+(\\.[a-z0-9-]+)*(\\.\\*)?"), host);
      assertTrue(row.get("source").matches("[a-z0-9._-]+"), host);
      assertNotNull(SiteKind.ofName(row.get("medium")), host);
    }
    assertTrue(hosts.size() > 700, "rows: " + hosts.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AD", "AE", "AT", "AU", "BR", "CA", "CH", "CL", "CZ", "DE", "DK", "ES", "FR", "GB", "HU", "IN", "JP", "KR", "MX", "PL", "ZA"})
  void searchEnginesAreKnownUnderEveryCountry(String country) {
    String domain = country.toLowerCase(Locale.ROOT).replace("gb", "uk");
    for (String suffix : new String[] {domain, "co." + domain, "com." + domain}) {
      assertEquals(SiteKind.SEARCH, ReferrerTable.bundled().ofHost("www.google." + suffix), suffix);
      assertEquals(SiteKind.EMAIL, ReferrerTable.bundled().ofHost("mail.yahoo." + suffix), suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({
      "google.com, SEARCH", "a.b.google.com, SEARCH", "mail.google.com, EMAIL", "docs.google.co.uk, REFERRAL", "t.co, SOCIAL",
      "microsoft.com, REFERRAL", "netflix.com, REFERRAL", "xt.co, REFERRAL", "googlecom, REFERRAL", "google.museum, REFERRAL",
      "google.com.evil.example, REFERRAL", "com, REFERRAL", "co.uk, REFERRAL", "localhost, REFERRAL", "fb, REFERRAL", "a.fb, REFERRAL"})
  void hostsAreMatchedByWholeLabelsTheLongestFirst(String host, SiteKind kind) {
    assertEquals(kind, ReferrerTable.bundled().ofHost(host));
  }

  @ParameterizedTest
  @CsvSource({"facebook, SOCIAL", "fb, SOCIAL", "facebook.com, SOCIAL", "www.google.de, SEARCH", "chatgpt.com, ASSISTANT", "nobody, REFERRAL", "'a b', REFERRAL", "'', REFERRAL"})
  void sourcesAreNamesOrHosts(String source, SiteKind kind) {
    assertEquals(kind, ReferrerTable.bundled().ofSource(source));
  }

  @Test
  void rowsOfTheUserComeBeforeTheBuiltInOnes() throws IOException {
    ReferrerTable table = ReferrerTable.bundled().with(file(
        "# my sites", "host,source,medium", "Partner.example,Partner,email", "google.com,,referral", "press.*,press,SOCIAL", "promo,,video"));
    assertEquals(SiteKind.EMAIL, table.ofHost("news.partner.example"));
    assertEquals(SiteKind.EMAIL, table.ofSource("partner"));
    assertEquals(SiteKind.REFERRAL, table.ofHost("www.google.com"));
    assertEquals(SiteKind.SEARCH, table.ofHost("www.google.de"));
    assertEquals(SiteKind.SOCIAL, table.ofHost("press.co.uk"));
    assertEquals(SiteKind.VIDEO, table.ofSource("promo"));
    assertEquals(SiteKind.SEARCH, ReferrerTable.bundled().ofHost("www.google.com"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "a.example,a,serch | :2: 'serch' is no medium: write one of search, social, video, shopping, assistant, email, referral",
      "https://a.example,a,search | :2: 'https://a.example' is no host: write one like example.com, example.* for all countries, or a name without dots",
      ",a,search | :2: '' is no host: write one like example.com, example.* for all countries, or a name without dots",
      "a.example,search | :2: the row has 2 values, not 3 as the first one"})
  void aWrongRowIsToldWithFileAndLine(String row, String message) throws IOException {
    Path file = file("host,source,medium", row);
    IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> ReferrerTable.bundled().with(file));
    assertEquals(file + message, wrong.getMessage());
  }

  @Test
  void aHostThatIsThereTwiceIsToldAtItsSecondLine() throws IOException {
    Path file = file("host,source,medium", "", "# one", "a.example,a,search", "A.example,a,social");
    IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> ReferrerTable.bundled().with(file));
    assertEquals(file + ":5: 'a.example' is there twice: keep one of the two rows", wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.example,a,search", "host,medium"})
  void aTableWithoutItsHeaderIsTold(String text) throws IOException {
    Path file = file(text);
    IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> ReferrerTable.bundled().with(file));
    assertTrue(wrong.getMessage().startsWith(file + ":1: the first row is to be host,source,medium"), wrong.getMessage());
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("sites.csv"), String.join("\n", lines) + "\n");
  }
}
