package tarn.serve;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tarn.cli.Counted;
import tarn.cli.PagePolicy;
import tarn.cli.TextTable;

/**
 * The numbers as a page of HTML. Every value is escaped by the template, and characters that could steer or hide text
 * are shown spelt out; the page needs no script.
 */
final class LivePage {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final int LONGEST_NAME = 160;
  private static final int CHART_HEIGHT = 60;
  private static final int CHART_STEP = 10;

  private final Template template;
  private final String policy;
  private final Instant started;

  LivePage(Instant started) {
    String html = resource();
    this.template = Mustache.compiler().escapeHTML(true).zeroIsFalse(true).compile(html);
    this.policy = PagePolicy.of(html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>")), null) + "; frame-ancestors 'none'";
    this.started = started;
  }

  /** What the page may load: its own style and nothing else. */
  String contentSecurityPolicy() {
    return policy;
  }

  /** @param site null for all of them */
  String html(LiveNumbers numbers, String site, HitCounts.Sums counts) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("title", site == null ? "All sites" : display(site));
    values.put("filtered", site != null);
    values.put("day", numbers.day().toString());
    values.put("time", TIME.format(numbers.asked()));
    values.put("started", DAY_AND_TIME.format(started));
    values.put("pageViews", Counted.of(numbers.sites().stream().mapToLong(LiveNumbers.Site::pageViews).sum()));
    values.put("visitors", Counted.of(numbers.sites().stream().mapToLong(LiveNumbers.Site::visitors).sum()));
    values.put("visits", Counted.of(numbers.sites().stream().mapToLong(LiveNumbers.Site::visits).sum()));
    values.put("severalSites", site == null && numbers.sites().size() > 1);
    values.put("sites", numbers.sites().stream().map(each -> Map.of("name", display(each.name()),
        "link", URLEncoder.encode(each.name(), StandardCharsets.UTF_8), "pageViews", Counted.of(each.pageViews()),
        "visitors", Counted.of(each.visitors()), "visits", Counted.of(each.visits()))).toList());
    values.put("pages", rows(numbers.pages()));
    values.put("referrers", rows(numbers.referrers()));
    values.put("lastMinutes", Counted.of(numbers.minutes().values().stream().mapToLong(Long::longValue).sum()));
    values.put("from", TIME.format(numbers.minutes().keySet().iterator().next()));
    values.put("minutes", bars(numbers.minutes()));
    values.put("kept", Counted.of(counts.kept()));
    values.put("refused", counts.refused() == 0 ? false : Counted.of(counts.refused()));
    values.put("unknownDomain", counts.unknownDomain() == 0 ? false : Counted.of(counts.unknownDomain()));
    values.put("optedOut", counts.optedOut() == 0 ? false : Counted.of(counts.optedOut()));
    return template.execute(values);
  }

  private static List<Map<String, String>> rows(List<LiveNumbers.Count> counts) {
    return counts.stream().map(count -> Map.of("name", display(count.name()), "value", Counted.of(count.value()))).toList();
  }

  private static List<Map<String, String>> bars(Map<Instant, Long> minutes) {
    long most = Math.max(1, minutes.values().stream().mapToLong(Long::longValue).max().orElse(1));
    List<Map<String, String>> bars = new ArrayList<>();
    minutes.forEach((minute, value) -> {
      long height = value == 0 ? 0 : Math.max(1, value * CHART_HEIGHT / most);
      bars.add(Map.of("x", Integer.toString(bars.size() * CHART_STEP + 1), "y", Long.toString(CHART_HEIGHT - height),
          "height", Long.toString(height), "time", TIME.format(minute), "value", Counted.of(value)));
    });
    return bars;
  }

  private static String display(String value) {
    return value == null ? "(unknown)" : TextTable.escape(value, LONGEST_NAME);
  }

  private static String resource() {
    try (InputStream in = LivePage.class.getResourceAsStream("/html/live.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
