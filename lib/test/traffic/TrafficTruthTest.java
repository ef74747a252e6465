package tarn.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Holds the truth against a plain count over the lines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficTruthTest {
  private static final TrafficPlan DEMO = TrafficPlan.demo(LocalDate.of(2026, 11, 23));

  private final List<String> lines = Traffic.lines(DEMO).toList();
  private final Map<String, Map<String, Long>> counted = new TreeMap<>();
  private final Map<String, List<LoggedLine>> hitsOfVisitors = new HashMap<>();
  private TrafficTruth truth;

  @BeforeAll
  void count(@TempDir Path folder) throws IOException {
    truth = Traffic.write(DEMO, folder);
    Set<String> seen = new HashSet<>();
    for (String text : lines) {
      LoggedLine line = new LoggedLine(text);
      if (line.isBroken()) {
        add("all", "broken");
      } else if (!line.isPixel()) {
        add("all", "other path");
      } else if (line.field(2).equals("404")) {
        add("all", "other status");
      } else if (!truth.sites().containsKey(line.domain())) {
        add("all", "foreign");
      } else if (line.isBot()) {
        add(line.domain(), "bots");
      } else if (!seen.add(text)) {
        add(line.domain(), "duplicates");
      } else {
        addHit(line);
      }
    }
    countVisits();
  }

  private void addHit(LoggedLine line) {
    boolean pageView = line.isNoscript() || line.key("t").equals("pv");
    add(line.domain(), pageView ? "page views" : line.key("en"));
    if (pageView || !line.key("en").equals("engagement")) {
      String visitor = String.join(
          "\t", line.domain(), Long.toString(line.eventMillis() / 86_400_000), line.field(1), line.field(7));
      hitsOfVisitors.computeIfAbsent(visitor, absent -> new ArrayList<>()).add(line);
    }
  }

  private void countVisits() {
    for (List<LoggedLine> hits : hitsOfVisitors.values()) {
      hits.sort((one, other) -> Long.compare(one.eventMillis(), other.eventMillis()));
      boolean anyVisit = false;
      int first = 0;
      for (int next = 1; next <= hits.size(); next++) {
        if (next < hits.size() && hits.get(next).eventMillis() - hits.get(next - 1).eventMillis() <= 1_800_000) {
          continue;
        }
        List<LoggedLine> visit = hits.subList(first, next);
        if (visit.stream().anyMatch(hit -> hit.key("en") == null)) {
          anyVisit = true;
          add(hits.get(0).domain(), "visits");
          if (visit.size() == 1) {
            add(hits.get(0).domain(), "bounces");
          }
        }
        first = next;
      }
      if (anyVisit) {
        add(hits.get(0).domain(), "visitors");
      }
    }
  }

  private void add(String domain, String what) {
    counted.computeIfAbsent(domain, absent -> new TreeMap<>()).merge(what, 1L, Long::sum);
  }

  @Test
  void eachSiteAddsUp() {
    assertEquals(Set.of("blog.example", "tarn-shop.example"), truth.sites().keySet());
    truth.sites().forEach((domain, site) -> {
      Map<String, Long> told = new TreeMap<>(site.events());
      told.put("page views", site.pageViews());
      told.put("visits", site.visits());
      told.put("visitors", site.dailyVisitors());
      told.put("bounces", site.bounces());
      told.put("engagement", site.engagementPings());
      told.put("bots", site.botLines());
      told.put("duplicates", site.duplicateLines());
      assertEquals(counted.get(domain), told, domain);
    });
  }

  @Test
  void theRestAddsUp() {
    assertEquals(
        Map.of("broken", truth.brokenLines(), "other path", truth.otherPathLines(), "other status",
            truth.otherStatusLines(), "foreign", truth.foreignLines()),
        counted.get("all"));
    assertEquals(lines.size(), truth.lines());
  }

  @Test
  void sharesAreBelievable() {
    truth.sites().forEach((domain, site) -> {
      double lines = site.okLines() + site.brokenLines();
      assertBetween(0.06, site.botLines() / lines, 0.10, "bots of " + domain);
      assertBetween(0.007, site.duplicateLines() / lines, 0.013, "duplicates of " + domain);
      assertBetween(0.002, site.brokenLines() / lines, 0.0045, "broken lines of " + domain);
      assertBetween(0.45, (double) site.bounces() / site.visits(), 0.60, "bounces of " + domain);
      assertBetween(1.5, (double) site.pageViews() / site.visits(), 4, "page views a visit of " + domain);
    });
    SiteTruth shop = truth.sites().get("tarn-shop.example");
    SiteTruth blog = truth.sites().get("blog.example");
    assertBetween(5_500, shop.visits(), 7_000, "visits of the shop");
    assertBetween(2_400, blog.visits(), 3_200, "visits of the blog");
    assertBetween(0.01, (double) shop.events().get("purchase") / shop.visits(), 0.04, "purchases a visit");
    assertEquals(
        Set.of("add_to_cart", "newsletter_signup", "outbound_click", "purchase", "search"), shop.events().keySet());
  }

  private static void assertBetween(double lowest, double actual, double highest, String what) {
    assertTrue(lowest <= actual && actual <= highest, what + ": " + actual);
  }
}
