package tarn.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.browser.HeadlessBrowser;

/** What a browser did is what the lake says: page views, events, visits, referrers, durations, no more and no less. */
@Tag("slow")
class TrackerLakeTest {
  private static final String SHOP = "shop.example";

  @TempDir
  Path folder;

  private HeadlessBrowser browser;
  private TrackedSite site;

  @BeforeEach
  void start() throws Exception {
    site = new TrackedSite(SmallLake.NOON);
    browser = site.browser(folder.resolve("profile"), SHOP);
  }

  @AfterEach
  void stop() {
    browser.close();
    site.close();
  }

  private SmallLake lake() throws Exception {
    StringBuilder lines = new StringBuilder();
    site.hits().forEach(hit -> lines.append(hit.line("192.0.2.1")));
    SmallLake lake = new SmallLake(folder.resolve("lake"));
    assertEquals(Map.of(), lake.ingest(lines.toString(), false).failed());
    return lake.aggregate();
  }

  private void open(String path) {
    browser.open(site.url(SHOP, path));
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
    site.await(1);
    site.pass(browser, Duration.ofSeconds(20));
    browser.click("a");
    site.await(2);
    site.pass(browser, Duration.ofSeconds(10));
    browser.click("button");
    browser.run("tarn('signup', {plan: 'pro'})");
    browser.run("history.pushState(null, '', '/list/tents'); document.title = 'Tents'");
    site.await(5);
    site.pass(browser, Duration.ofSeconds(5));
    browser.run("history.back()");
    site.await(6);
    site.pass(browser, Duration.ofSeconds(2));
    String front = browser.tab();
    browser.openBehind("#never");
    browser.show(browser.openBehind("#behind"));
    site.await(7);
    browser.show(front);

    site.pass(browser, Duration.ofMinutes(31));
    open("/order");
    site.await(8);
    site.pass(browser, Duration.ofSeconds(40));
    browser.click("button");
    site.await(10);
    site.pass(browser, Duration.ofSeconds(7));
    browser.click("a");
    site.await(11);
    site.awaitPings(7);

    SmallLake lake = lake();
    String other = "http://other.example:" + site.port() + "/";
    assertEquals(List.of("/,Home," + other + ",other.example,Email", "/list,List,null,null,null",
        "/list/tents,Tents,null,null,null", "/list,Tents,null,null,null", "/behind,Behind,null,null,null",
        "/order,Order,null,Direct / None,Direct", "/thanks,Thanks,null,null,null"),
        lake.query("select request_path, page_title, referrer, referrer_domain_name, channel from hits"
            + " where event_type = 'pageview' order by event_timestamp"));
    assertEquals(List.of("filter,{\"size\":\"L\"}", "signup,{\"plan\":\"pro\"}", "form,null",
        "outbound,{\"url\":\"http://other.example:" + site.port() + "/end\"}"),
        lake.query("select event_name, event_data from events order by event_timestamp"));
    assertEquals(List.of(
        "2026-11-20 12:00:00,37,5,2,0,/,/behind," + other + ",other.example,Email,letter,email,tents",
        "2026-11-20 12:31:37,47,2,2,0,/order,/thanks,null,Direct / None,Direct,null,null,null"),
        lake.query("select date_trunc('second', session_start_timestamp)::varchar, visit_duration_sec, page_view_cnt,"
            + " event_cnt, is_bounce, entry_page, exit_page, referrer, referrer_domain_name, channel,"
            + " utm_source, utm_medium, utm_campaign from sessions order by session_start_timestamp"));
    assertEquals(List.of("/,20", "/list,10", "/list/tents,5", "/list,2", "/list,1860", "/order,40", "/thanks,7"),
        lake.query("select request_path, round(json_extract(event_data, '$.seconds')::double)::int from incoming_events"
            + " where event_name = 'engagement' order by event_timestamp"));
    assertEquals(List.of("7,2,1"), lake.query(
        "select sum(page_view_cnt), sum(visit_cnt), sum(visitor_cnt) from stats"));
    assertEquals(List.of("0"),
        lake.query("select count(*) from incoming_events where request_query_string like '%secret%'"));
    assertEquals(List.of("11,11"), lake.query("select count(*), count(view.page_view_id) from incoming_events as event"
        + " left join incoming_events as view on view.page_view_id = event.page_view_id and view.event_type = 'pageview'"
        + " where event.event_type = 'track'"));
  }

  @Test
  void withoutScriptsThereIsAPageViewAllTheSame() throws Exception {
    site.page("/plain", "<noscript><img src='" + site.url("collector.example", "/noscript.gif")
        + "' referrerpolicy=no-referrer-when-downgrade alt=''></noscript><tracker>");
    browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    open("/plain?utm_source=letter");
    site.await(1);
    SmallLake lake = lake();
    assertEquals(List.of("shop.example,/plain,letter,Unassigned"), lake.query(
        "select domain_name, request_path, utm_source, channel from hits"));
    assertEquals(List.of("1,0"), lake.query("select page_view_cnt, event_cnt from sessions"));
  }

  private static final List<String> TEXTS = List.of("Über uns – 100 %", "a+b = c & d", "%41%2B%zz",
      "\"quoted\" 'single' `back`", "日本語 😀", "<b>\\ | ^ ~ {} []</b>");

  @Test
  void whatIsHardToSpellComesOutRight() throws Exception {
    site.page("/", "<title>Home</title><tracker>");
    open("/");
    site.await(1);
    for (int i = 0; i < TEXTS.size(); i++) {
      browser.run("""
          const [text, number] = arguments;
          document.title = text;
          const source = encodeURIComponent(text).replace(/%20/g, '+');
          history.pushState(null, '', '/' + number + '/' + encodeURIComponent(text) + '?utm_source=' + source);
          tarn(text, {text});""", TEXTS.get(i), i);
      site.await(1 + 2 * (i + 1));
    }
    SmallLake lake = lake();
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
    site.await(1);
    browser.run("tarn(document.title)");
    site.await(2);
    SmallLake lake = lake();
    assertEquals(List.of("half \ufffd a pair"),
        lake.query("select page_title from hits where event_type = 'pageview'"));
    assertEquals(List.of("half \ufffd a pair"), lake.query("select event_name from events"));
  }
}
