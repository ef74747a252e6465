package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.cli.Repository;

class ChannelGroupingTest {
  private static final ChannelGrouping CHANNELS = new ChannelGrouping(ReferrerTable.bundled());
  private static final Pattern CASE = Pattern.compile("(?m)^\\| *`?([^|`]*?)`? *\\| *`?([^|`]*?)`? *\\| *(`[^|`]+`|null) *\\|$");

  /** @param channel null for none */
  record Case(String referrer, String query, String channel) {}

  static List<Case> cases() throws IOException {
    String page = page();
    return CASE.matcher(page.substring(page.indexOf("## Cases"))).results()
        .map(row -> new Case(row.group(1), row.group(2), row.group(3).equals("null") ? null : row.group(3).replace("`", ""))).toList();
  }

  private static String page() throws IOException {
    return Files.readString(Repository.root().resolve("docs/channels.md"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCaseOfThePageHolds(Case row) {
    assertEquals(row.channel(), channelOf(row.referrer(), row.query()));
  }

  @Test
  void thePageHasACaseForEveryChannelItNames() throws IOException {
    String page = page();
    String rules = page.substring(page.indexOf("## Rules"), page.indexOf("## Known sites"));
    Set<String> named = Pattern.compile("(?m)^\\| `([^`]+)` \\|").matcher(rules).results().map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> shown = cases().stream().filter(row -> row.channel() != null).map(Case::channel).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(20, named.size());
    assertEquals(named, shown);
    long rows = page.substring(page.indexOf("## Cases")).lines().filter(line -> line.startsWith("| ")).count() - 2;
    assertEquals(rows, cases().size(), "rows that the test does not read");
  }

  @Test
  void everyClickIdOfThePageIsKnownAndNoOther() throws IOException {
    String page = page();
    String table = page.substring(page.indexOf("| network |"), page.indexOf("Facebook marks"));
    List<String> ids = Pattern.compile("`(\\w+)`").matcher(table).results().map((MatchResult id) -> id.group(1)).toList();
    for (String id : ids) {
      assertTrue(ClickId.in("a=b&" + id + "=1&c=d") != null, id);
    }
    assertEquals(ClickId.count(), ids.size());
  }

  @Test
  void aPageWhoseReferrerCannotBeKnownIsUnassignedUnlessTagged() {
    assertEquals("Unassigned", CHANNELS.channel(Referrer.UNKNOWN, Utm.ofPageQuery(null), null));
    assertEquals("Email", CHANNELS.channel(Referrer.UNKNOWN, Utm.ofPageQuery("utm_medium=email"), "utm_medium=email"));
  }

  @Test
  void anInternalPageViewHasNoChannel() {
    assertNull(channelOf("https://www.example.com/", ""));
  }

  private static String channelOf(String referrer, String query) {
    String pageQuery = RequestUri.queryOf("https://example.com/?" + query);
    return CHANNELS.channel(Referrer.of(referrer.isEmpty() ? null : referrer, "example.com"), Utm.ofPageQuery(pageQuery), pageQuery);
  }
}
