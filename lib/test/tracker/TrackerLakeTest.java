package tarn.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tarn.aggregate.SmallLake;
import tarn.browser.HeadlessBrowser;
import tarn.serve.RunningCollector;

/**
 * From a browser through the collector into the lake: what was done is what the lake says, page views, events, visits,
 * referrers, durations, no more and no less.
 */
@Tag("slow")
class TrackerLakeTest {
  private static final String SHOP = "shop.example";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  Path folder;

  private TrackedSite site;
  private HeadlessBrowser browser;
  private RunningCollector collector;

  @BeforeEach
  void start() throws Exception {
    site = new TrackedSite(SmallLake.NOON);
    collector = new RunningCollector(folder.resolve("lake"), new RunningCollector.Settings(), site.clock());
    site.collectBy(collector.port());
    browser = site.browser(folder.resolve("profile"), SHOP);
  }

  @AfterEach
  void stop() {
    browser.close();
    collector.close();
    site.close();
  }

  private void open(String path) {
    browser.open(site.url(SHOP, path));
  }

  private void pass(int seconds) {
    site.pass(browser, Duration.ofSeconds(seconds));
  }

  /** Waits until the collector has answered so many hits since the start, pings included. */
  private void await(long hits) {
    await(hits, () -> collector.counts().kept());
  }

  private void await(long count, LongSupplier counted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (counted.getAsLong() < count) {
      assertTrue(System.nanoTime() < end, () -> "waited in vain for " + count + ", so far " + collector.counts());
      browser.tab();
    }
  }

  /** The lake when all is in it: so many hits, and no sentence about trouble. */
  private SmallLake lake(long hits) throws Exception {
    assertTrue(collector.stop());
    assertEquals(hits, collector.counts().kept());
    assertEquals(List.of(), collector.said);
    return collector.lake.aggregate();
  }

  @Test
  void twoVisitsAreToldAsTheyWere() throws Exception {
    String tracker = "<tracker data-events='outbound download form 404'>";
    site.page("/search", "<a href='"
        + site.url(SHOP, "/?utm_campaign=tents&utm_source=letter&token=secret&utm_medium=email") + "'>shop</a>");
    site.page("/", "<title>Home</title>" + tracker + "<a href=/list>list</a>");
    site.page("/list", "<title>List</title>" + tracker
        + "<button data-tarn-event=filter data-tarn-data='{\"size\":\"L\"}'>L</button>"
        + "<a id=never href='/behind?never=shown'>never</a> <a id=behind href=/behind>behind</a>");
    site.page("/behind", "<title>Behind</title>" + tracker);
    site.page("/order", "<title>Order</title>" + tracker
        + "<form action=/thanks><input name=q value=secret><button>send</button></form>");
    site.page("/thanks", "<title>Thanks</title>" + tracker
        + "<a href='" + site.url("other.example", "/end") + "'>out</a>");

    browser.open(site.url("other.example", "/search"));
    browser.click("a");
    await(1);
    pass(20);
    browser.click("a");
    await(3);
    pass(10);
    browser.click("button");
    browser.run("tarn('signup', {plan: 'pro'})");
    browser.run("history.pushState(null, '', '/list/tents'); document.title = 'Tents'");
    await(7);
    pass(5);
    browser.run("history.back()");
    await(9);
    pass(2);
    String front = browser.tab();
    browser.openBehind("#never");
    browser.show(browser.openBehind("#behind"));
    await(11);
    browser.show(front);

    pass(31 * 60);
    open("/order");
    await(13);
    pass(40);
    browser.click("button");
    await(16);
    pass(7);
    browser.click("a");
    await(18);
    browser.back();
    await(19);
    pass(3);
    browser.open("about:blank");
    await(20);

    SmallLake lake = lake(20);
    String other = "http://other.example:" + site.port() + "/";
    assertEquals(List.of("/,Home," + other + ",other.example,Email", "/list,List,null,null,null",
        "/list/tents,Tents,null,null,null", "/list,Tents,null,null,null", "/behind,Behind,null,null,null",
        "/order,Order,null,Direct / None,Direct", "/thanks,Thanks,null,null,null", "/thanks,Thanks,null,null,null"),
        lake.query("select request_path, page_title, referrer, referrer_domain_name, channel from hits"
            + " where event_type = 'pageview' order by event_timestamp"));
    assertEquals(List.of("filter,{\"size\":\"L\"}", "signup,{\"plan\":\"pro\"}", "form,null",
        "outbound,{\"url\":\"http://other.example:" + site.port() + "/end\"}"),
        lake.query("select event_name, event_data from events order by event_timestamp"));
    assertEquals(List.of(
        "2026-11-20 12:00:00,37,5,2,0,/,/behind," + other + ",other.example,Email,letter,email,tents",
        "2026-11-20 12:31:37,50,3,2,0,/order,/thanks,null,Direct / None,Direct,null,null,null"),
        lake.query("select date_trunc('second', session_start_timestamp)::varchar, visit_duration_sec, page_view_cnt,"
            + " event_cnt, is_bounce, entry_page, exit_page, referrer, referrer_domain_name, channel,"
            + " utm_source, utm_medium, utm_campaign from sessions order by session_start_timestamp"));
    assertEquals(List.of("/,20", "/list,10", "/list/tents,5", "/list,2", "/list,1860", "/order,40", "/thanks,7",
        "/thanks,3"), lake.query("select request_path, round((event_data ->> '$.seconds')::double)::int"
            + " from incoming_events where event_name = 'engagement' order by event_timestamp"));
    assertEquals(List.of("8,6,2,1,87"), lake.query("select sum(page_view_cnt), sum(unique_page_view_cnt),"
        + " sum(visit_cnt), sum(visitor_cnt), sum(visit_duration_sec_sum) from stats"));
    assertEquals(List.of("20,shop.example,Chrome,0"), lake.query("select count(*), domain_name, browser_name,"
        + " count(*) filter (request_query_string like '%secret%') from incoming_events group by all"));
    assertEquals(List.of("12,12"), lake.query("select count(*), count(view.page_view_id) from incoming_events as event"
        + " left join incoming_events as view"
        + " on view.page_view_id = event.page_view_id and view.event_type = 'pageview'"
        + " where event.event_type = 'track'"));
  }

  private void withoutScripts() {
    browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
  }

  @Test
  void withoutScriptsThePageViewsAreThereAllTheSame() throws Exception {
    site.page("/", "<tracker><a href=/order>order</a>");
    site.page("/order", "<tracker><form action=/thanks><button>send</button></form>");
    site.page("/thanks", "<tracker>");
    withoutScripts();
    open("/?utm_source=letter");
    await(1);
    site.pass(Duration.ofSeconds(20));
    browser.click("a");
    await(2);
    site.pass(Duration.ofSeconds(10));
    browser.click("button");
    await(3);
    SmallLake lake = lake(3);
    assertEquals(List.of("shop.example,/,letter", "shop.example,/order,letter", "shop.example,/thanks,letter"),
        lake.query("select domain_name, request_path, entry_utm_source from hits order by event_timestamp"));
    assertEquals(List.of("3,0,30,/,/thanks,letter"), lake.query(
        "select page_view_cnt, event_cnt, visit_duration_sec, entry_page, exit_page, utm_source from sessions"));
  }

  @ParameterizedTest
  @CsvSource({"Sec-GPC, globalPrivacyControl, true", "DNT, doNotTrack, '\"1\"'"})
  void nothingArrivesOfWhoDoesNotWantToBeCounted(String header, String property, String value) throws Exception {
    site.page("/", "<tracker data-events='outbound form'><a href=/order>order</a>");
    site.page("/order", "<tracker data-events='outbound form'><form action=/thanks><button>send</button></form>");
    site.page("/thanks", "<tracker>");
    browser.command("Network.enable", Map.of());
    browser.command("Network.setExtraHTTPHeaders", Map.of("headers", Map.of(header, "1")));
    browser.before("Object.defineProperty(navigator, '" + property + "', {value: " + value + "})");
    open("/");
    browser.run("tarn('signup'); history.pushState(null, '', '/list')");
    pass(20);
    browser.click("a");
    browser.awaitPath("/order");
    site.settle(browser);
    browser.click("button");
    browser.awaitPath("/thanks");
    site.settle(browser);
    assertEquals(0, collector.counts().optedOut(), "the tracker asks for no pixel");
    withoutScripts();
    open("/");
    await(1, () -> collector.counts().optedOut());
    assertEquals(List.of("0"), lake(0).query("select count(*) from incoming_events"));
    assertEquals(1, collector.counts().optedOut(), "only the pixel for browsers without scripts was asked for");
  }

  private static final List<String> TEXTS = List.of("Über uns – 100 %", "a+b = c & d", "%41%2B%zz",
      "\"quoted\" 'single' `back`", "日本語 😀", "<b>\\ | ^ ~ {} []</b>");

  @Test
  void whatIsHardToSpellComesOutRight() throws Exception {
    site.page("/", "<title>Home</title><tracker>");
    open("/");
    await(1);
    for (int i = 0; i < TEXTS.size(); i++) {
      browser.run("""
          const [text, number] = arguments;
          document.title = text;
          const source = encodeURIComponent(text).replace(/%20/g, '+');
          history.pushState(null, '', '/' + number + '/' + encodeURIComponent(text) + '?utm_source=' + source);
          tarn(text, {text});""", TEXTS.get(i), i);
      await(1 + 2 * (i + 1));
    }
    SmallLake lake = lake(1 + 2 * TEXTS.size());
    for (int i = 0; i < TEXTS.size(); i++) {
      String text = TEXTS.get(i);
      String hits = " from incoming_events where request_path like '/" + i + "/%' and event_type = ";
      assertEquals(List.of("/" + i + "/" + text), lake.query("select request_path" + hits + "'pageview'"));
      assertEquals(List.of(text), lake.query("select page_title" + hits + "'pageview'"));
      assertEquals(List.of(text), lake.query("select utm_source" + hits + "'pageview'"));
      assertEquals(List.of(text), lake.query("select event_name" + hits + "'track'"));
      assertEquals(List.of(text), lake.query("select event_data ->> '$.text'" + hits + "'track'"));
    }
  }

  @Test
  void halfASurrogatePairIsReplacedAndStopsNothing() throws Exception {
    site.page("/", "<script>document.title = 'half ' + String.fromCharCode(0xd83d) + ' a pair'</script><tracker>");
    open("/");
    await(1);
    browser.run("tarn(document.title)");
    await(2);
    SmallLake lake = lake(2);
    assertEquals(List.of("half \ufffd a pair"),
        lake.query("select page_title from hits where event_type = 'pageview'"));
    assertEquals(List.of("half \ufffd a pair"), lake.query("select event_name from events"));
  }
}
