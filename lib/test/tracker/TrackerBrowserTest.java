package tarn.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.browser.HeadlessBrowser;

/** The minified tracker in Chromium: which requests it makes of the pixel. */
@Tag("slow")
class TrackerBrowserTest {
  private static final String SHOP = "shop.example";

  @TempDir
  static Path profile;

  private static HeadlessBrowser browser;
  private static TrackedSite site;

  private final List<Runnable> undo = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    site = new TrackedSite(Instant.parse("2026-11-20T12:00:00Z"));
    browser = site.browser(profile, SHOP);
  }

  @AfterAll
  static void stop() {
    browser.close();
    site.close();
  }

  @BeforeEach
  void fresh() {
    browser.open("about:blank");
    browser.command("Network.clearBrowserCookies", Map.of());
    site.page("/", "<title>Home</title><tracker>");
    site.clear();
  }

  @AfterEach
  void undo() {
    undo.forEach(Runnable::run);
  }

  private static void open(String path) {
    browser.open(site.url(SHOP, path));
  }

  private static String url(String path) {
    return site.url(SHOP, path);
  }

  private static void push(String path) {
    browser.run("history.pushState(null, '', arguments[0])", path);
  }

  private static void replace(String path) {
    browser.run("history.replaceState(null, '', arguments[0])", path);
  }

  private static void track(String name) {
    browser.run("tarn(arguments[0])", name);
  }

  // --- Page views ---

  @Test
  void thePageViewCarriesTheKeysOfTheArticle() {
    open("/");
    PixelHit view = site.await(1).get(0);
    assertEquals(List.of("t", "ts", "hn", "pa", "u", "r", "iw", "ih", "w", "h", "d", "l", "p", "m", "c", "tz", "ti"),
        List.copyOf(view.keys().keySet()));
    assertEquals("/hello.gif", view.path());
    assertEquals("pv", view.key("t"));
    assertEquals("" + site.millis(), view.key("ts"));
    assertEquals(SHOP + ":" + site.port(), view.key("hn"));
    assertEquals("/", view.key("pa"));
    assertEquals(url("/"), view.key("u"));
    assertEquals("", view.key("r"));
    for (Map.Entry<String, String> key : Map.of("iw", "innerWidth", "ih", "innerHeight", "w", "screen.width",
        "h", "screen.height", "d", "screen.colorDepth", "l", "navigator.language", "p", "navigator.platform",
        "m", "navigator.deviceMemory", "c", "navigator.hardwareConcurrency",
        "tz", "Intl.DateTimeFormat().resolvedOptions().timeZone").entrySet()) {
      assertEquals(browser.run("return '' + " + key.getValue()), view.key(key.getKey()), key.getKey());
    }
    assertEquals("Home", view.key("ti"));
  }

  @Test
  void requestsCarryNeitherCookieNorReferer() {
    site.page("/cookie", "<script>document.cookie = 'session=secret'</script><tracker data-endpoint='/hello.gif'>");
    open("/cookie?token=secret");
    PixelHit view = site.await(1).get(0);
    assertNull(view.header("Referer"));
    assertFalse(view.toString().contains("secret") || view.rawQuery().contains("secret"), view.rawQuery());
    assertEquals("no-cors", view.header("Sec-fetch-mode"));
    site.clear();
    site.page("/cookie", "<script>document.cookie = 'session=secret'</script><tracker>");
    open("/cookie");
    assertNull(site.await(1).get(0).header("Cookie"));
  }

  @Test
  void nothingIsStored() {
    open("/");
    site.await(1);
    assertEquals("0 0 ",
        browser.run("return localStorage.length + ' ' + sessionStorage.length + ' ' + document.cookie"));
  }

  @Test
  void otherPathsOfASinglePageAppAreViewsWithThePreviousOneAsReferrer() {
    open("/");
    site.await(1);
    push("/a");
    site.await(2);
    replace("/b");
    site.await(3);
    browser.run("history.back()");
    List<PixelHit> views = site.await(4);
    assertEquals(List.of("view /", "view /a", "view /b", "view /"), site.told());
    assertEquals(List.of("", url("/"), url("/a"), url("/b")), views.stream().map(view -> view.key("r")).toList());
  }

  @Test
  void twoNavigationsInARowAreTwoViews() {
    open("/");
    push("/a");
    push("/b");
    site.await(3);
    assertEquals(List.of("view /", "view /a", "view /b"), site.told());
  }

  @Test
  void theSamePageAgainIsNoView() {
    open("/");
    site.await(1);
    push("/");
    push("/?tab=2");
    replace("/?tab=3");
    browser.run("location.hash = 'details'");
    browser.run("history.back()");
    browser.run("history.forward()");
    site.settle(browser);
    assertEquals(List.of("view /"), site.told());
  }

  @Test
  void aQueryThatIsKeptTellsPagesApart() {
    site.page("/list", "<tracker data-keep-query='page|q'>");
    open("/list");
    site.await(1);
    push("/list?page=2");
    site.await(2);
    push("/list?page=2&sort=up");
    replace("/list?page=3");
    site.settle(browser);
    assertEquals(List.of(url("/list"), url("/list?page=2")), site.hits().stream().map(hit -> hit.key("u")).toList());
  }

  @Test
  void aRedirectOfTheRouterIsTheViewThatWaits() {
    site.page("/start", "<title>Start</title><tracker><script>history.replaceState(null, '', '/start/en')</script>");
    open("/start");
    site.await(1);
    browser.run("history.pushState(null, '', '/old'); history.replaceState(null, '', '/new')");
    site.await(2);
    site.settle(browser);
    assertEquals(List.of("view /start/en", "view /new"), site.told());
  }

  @Test
  void aTitleThatComesAfterTheAddressIsTaken() {
    open("/");
    site.await(1);
    browser.run("history.pushState(null, '', '/next'); setTimeout(() => document.title = 'Next')");
    assertEquals("Next", site.await(2).get(1).key("ti"));
  }

  @Test
  void hashRoutesAreViewsByOption() {
    site.page("/app", "<tracker data-hash><a href='#/about?token=secret'>about</a> <a id=part href='#part'>part</a>"
        + " <a id=other href='#other'>other</a>");
    open("/app");
    site.await(1);
    browser.click("a");
    site.await(2);
    browser.click("#part");
    site.await(3);
    browser.click("#other");
    browser.run("history.back()");
    browser.run("history.back()");
    List<PixelHit> views = site.await(4);
    assertEquals(List.of("view /app", "view /app%23/about", "view /app", "view /app%23/about"), site.told());
    assertEquals(url("/app#/about"), views.get(3).key("u"));
  }

  @Test
  void hashRoutesMayHaveAPrefix() {
    site.page("/app", "<tracker data-hash='!'>");
    open("/app#!/a");
    site.await(1);
    assertEquals(List.of("view /app%23!/a"), site.told());
  }

  @Test
  void withoutTheOptionHashesAreNothing() {
    open("/#/a");
    site.await(1);
    browser.run("location.hash = '#/b'");
    site.settle(browser);
    assertEquals(List.of(url("/")), site.hits().stream().map(hit -> hit.key("u")).toList());
  }

  @Test
  void aPageFromTheBackForwardCacheIsAView() {
    site.page("/kept", "<tracker>"
        + "<script>addEventListener('pageshow', event => window.persisted = event.persisted)</script>"
        + "<a href=/next>next</a>");
    site.page("/next", "<tracker>");
    open("/kept");
    site.await(1);
    browser.click("a");
    site.await(2);
    browser.back();
    List<PixelHit> views = site.await(3);
    assertEquals(true, browser.run("return window.persisted"), "the page came from the back/forward cache");
    site.settle(browser);
    assertEquals(List.of("view /kept", "view /next", "view /kept"), site.told());
    assertEquals(url("/kept"), views.get(2).key("r"));
    assertTrue(Long.parseLong(views.get(2).key("ts")) > Long.parseLong(views.get(0).key("ts")));
  }

  @Test
  void aPrerenderedPageIsAViewWhenItIsShown() {
    site.page("/next", "<title>Next</title><tracker><script src='/ready.js'></script>");
    site.page("/from", "<tracker><a href=/next>next</a><script type=speculationrules>"
        + "{\"prerender\": [{\"urls\": [\"/next\"], \"eagerness\": \"immediate\"}]}</script>");
    open("/from");
    site.await(1);
    site.awaitRequest("/ready.js");
    site.settle(browser);
    assertEquals(List.of("view /from"), site.told());
    browser.click("a");
    site.await(2);
    assertTrue((Boolean) browser.run("return performance.getEntriesByType('navigation')[0].activationStart > 0"),
        "the page was prerendered");
    site.settle(browser);
    assertEquals(List.of("view /from", "view /next"), site.told());
  }

  @Test
  void aHiddenTabIsAViewWhenItIsShown() {
    site.page("/behind", """
        <script>
        window.tarn = window.tarn || function () { (tarn.q = tarn.q || []).push(arguments) };
        tarn('early');
        addEventListener('load', () => setTimeout(() => {
          tarn('late');
          history.pushState(null, '', '/behind/2');
          setTimeout(() => fetch('/done?' + document.visibilityState), 300);
        }, 300));
        </script>
        <tracker>""");
    String front = browser.tab();
    site.page("/", "<a href=/behind>behind</a>");
    open("/");
    String behind = browser.openBehind("a");
    site.awaitRequest("/done?hidden");
    assertEquals(List.of(), site.told());
    browser.show(behind);
    site.await(3);
    assertEquals(List.of("view /behind/2", "early  on /behind/2", "late  on /behind/2"), site.told());
    browser.closeTab();
    browser.show(front);
  }

  @Test
  void aScriptThatIsThereTwiceCountsOnce() {
    site.page("/twice", "<tracker><tracker><button data-tarn-event=press>press</button>");
    open("/twice");
    site.await(1);
    browser.click("button");
    site.await(2);
    site.settle(browser);
    assertEquals(List.of("view /twice", "press  on /twice"), site.told());
  }

  // --- Events ---

  @Test
  void eventsCarryTheirPageViewAndTheirData() {
    open("/");
    site.await(1);
    browser.run("tarn('signup', {plan: 'pro'}); tarn('ping')");
    List<PixelHit> hits = site.await(3);
    assertEquals(List.of("view /", "signup {\"plan\":\"pro\"} on /", "ping  on /"), site.told());
    assertEquals(List.of("t", "ts", "pt", "hn", "en", "pr", "pa", "u"), List.copyOf(hits.get(1).keys().keySet()));
    assertEquals("tr", hits.get(1).key("t"));
    assertEquals(hits.get(0).key("ts"), hits.get(1).key("pt"));
    assertEquals(hits.get(0).key("ts"), hits.get(2).key("pt"));
    assertEquals(hits.get(0).key("u"), hits.get(1).key("u"));
  }

  @Test
  void eventsStayWithTheirViewWhenOnlyTheQueryChanges() {
    open("/?utm_source=letter");
    site.await(1);
    replace("/?step=2");
    track("step");
    assertEquals(url("/?utm_source=letter"), site.await(2).get(1).key("u"));
  }

  @Test
  void callsBeforeLoadingAreQueued() {
    site.page("/queue", "<script>window.tarn = window.tarn || function () { (tarn.q = tarn.q || []).push(arguments) };"
        + "tarn('first', {n: 1}); tarn('second')</script><tracker>");
    open("/queue");
    List<PixelHit> hits = site.await(3);
    assertEquals(List.of("view /queue", "first {\"n\":1} on /queue", "second  on /queue"), site.told());
    assertEquals(hits.get(0).key("ts"), hits.get(1).key("pt"));
  }

  @Test
  void timesStrictlyIncrease() {
    open("/");
    browser.run("for (let i = 0; i < 20; i++) tarn('many')");
    push("/a");
    browser.run("for (let i = 0; i < 20; i++) tarn('many')");
    List<Long> times = site.await(42).stream().map(hit -> Long.parseLong(hit.key("ts"))).sorted().toList();
    assertEquals(42, times.stream().distinct().count());
    assertEquals(2, site.hits().stream().filter(PixelHit::isPageView).count());
    assertEquals(List.of(20L, 20L), site.hits().stream().filter(PixelHit::isPageView).map(view -> site.hits().stream()
        .filter(hit -> view.key("ts").equals(hit.key("pt")) && view.key("pa").equals(hit.key("pa"))
            && Long.parseLong(hit.key("ts")) > Long.parseLong(view.key("ts"))).count()).toList());
  }

  @Test
  void attributesTellEvents() {
    site.page("/attributes", """
        <tracker>
        <button data-tarn-event=press><b>inner</b></button>
        <p data-tarn-event=rate data-tarn-data='{"stars":5}'>five</p>
        <form data-tarn-event=search onsubmit="return false"><input><button id=go>go</button></form>
        <i data-tarn-event=''>nothing</i>""");
    open("/attributes");
    site.await(1);
    browser.click("b");
    browser.click("p");
    browser.click("input");
    browser.click("i");
    browser.click("#go");
    site.await(4);
    site.settle(browser);
    assertEquals(List.of("view /attributes", "press  on /attributes", "rate {\"stars\":5} on /attributes",
        "search  on /attributes"), site.told());
  }

  private static final String LINKS = """
      <a id=out href='http://other.example/page?token=secret#part' target=_blank>out</a>
      <a id=in href='/'>in</a>
      <a id=mail href='mailto:someone@shop.example'>mail</a>
      <a id=file href='/files/Report.PDF?token=secret' download>file</a>
      <form onsubmit="return false"><input value=secret><button>send</button></form>
      <script>document.onclick = event => { if (event.target.matches('a')) event.preventDefault() }</script>""";

  @Test
  void linksFilesAndFormsAreEventsByOption() {
    site.page("/links", "<tracker data-events='outbound download form'>" + LINKS);
    open("/links");
    site.await(1);
    List.of("#out", "#in", "#mail", "#file", "button").forEach(browser::click);
    site.await(4);
    site.settle(browser);
    assertEquals(List.of("view /links", "outbound {\"url\":\"http://other.example/page\"} on /links",
        "download {\"url\":\"" + url("/files/Report.PDF") + "\"} on /links", "form  on /links"),
        site.told());
  }

  @Test
  void formsAreToldWhateverTheirFieldsAreNamed() {
    site.page("/named", "<tracker data-events=form>"
        + "<form id=order onsubmit='return false'><input name=id value=secret><button>send</button></form>");
    open("/named");
    site.await(1);
    browser.click("button");
    site.await(2);
    assertEquals(List.of("view /named", "form  on /named"), site.told());
  }

  @Test
  void aClickOnTheDocumentItselfTroublesNobody() {
    site.page("/", "<script>addEventListener('error', () => window.trouble = 1)</script><tracker>");
    open("/");
    site.await(1);
    browser.run("document.dispatchEvent(new Event('click')); window.dispatchEvent(new Event('click'))");
    assertNull(browser.run("return window.trouble"));
  }

  @Test
  void withoutTheOptionLinksFilesAndFormsAreNothing() {
    site.page("/links", "<tracker>" + LINKS);
    open("/links");
    site.await(1);
    List.of("#out", "#in", "#mail", "#file", "button").forEach(browser::click);
    site.settle(browser);
    assertEquals(List.of("view /links"), site.told());
  }

  @Test
  void anOutboundClickSurvivesLeavingThePage() {
    site.page("/leave", "<tracker data-events=outbound><a href='" + site.url("other.example", "/") + "'>out</a>");
    site.page("/", "elsewhere");
    open("/leave");
    browser.click("a");
    site.await(2);
    assertEquals(List.of("view /leave", "outbound {\"url\":\"" + site.url("other.example", "/") + "\"} on /leave"),
        site.told());
  }

  @Test
  void theNotFoundPageTellsSoByOption() {
    site.page("/", "<tracker data-events='outbound 404'>");
    open("/");
    site.await(1);
    site.settle(browser);
    site.page("/missing", 404, "<tracker data-events='outbound 404'>");
    open("/missing");
    site.await(3);
    assertEquals(List.of("view /", "view /missing", "404  on /missing"), site.told());
  }

  @Test
  void dataTooLongForAnAddressIsReplaced() {
    open("/");
    site.await(1);
    browser.run("tarn('short', 'x'.repeat(798)); tarn('long', 'x'.repeat(799)); tarn('wide', '\\u65e5'.repeat(798))");
    List<PixelHit> hits = site.await(4);
    assertEquals("\"" + "x".repeat(798) + "\"", hits.get(1).key("pr"));
    assertEquals("{\"too_long\":1}", hits.get(2).key("pr"));
    assertEquals("\"" + "\u65e5".repeat(798) + "\"", hits.get(3).key("pr"));
    assertEquals("/", hits.get(3).key("pa"));
  }

  @Test
  void noRequestIsTooLongForCloudFront() {
    String path = "/" + "p".repeat(3000);
    site.page(path, "<title>" + "t".repeat(9000) + "</title><tracker>");
    open(path);
    PixelHit view = site.await(1).get(0);
    assertTrue(view.rawQuery().length() > 7000 && view.rawQuery().length() < 8000, "" + view.rawQuery().length());
    assertEquals(path, view.key("pa"));
    assertEquals(url(path), view.key("u"));
  }

  // --- Engagement ---

  @Test
  void leavingTellsTheSecondsSeenAndHowFarDown() {
    site.page("/long", "<tracker><div style='height:4000px'></div>");
    open("/long");
    PixelHit view = site.await(1).get(0);
    browser.run("scrollTo(0, 1000)");
    site.settle(browser);
    browser.run("scrollTo(0, 0)");
    site.pass(browser, Duration.ofMillis(12_400));
    long height = (Long) browser.run("return document.documentElement.scrollHeight");
    long seen = (Long) browser.run("return 1000 + innerHeight");
    open("/elsewhere");
    PixelHit ping = site.awaitPings(1).get(0);
    assertEquals(view.key("ts"), ping.key("pt"));
    assertTrue(ping.key("pr").matches("\\{\"seconds\":12\\.4\\d*,\"scroll\":" + seen * 100 / height + "}"),
        ping.key("pr"));
  }

  @Test
  void lessThanASecondIsNotToldAlone() {
    open("/");
    site.await(1);
    site.pass(browser, Duration.ofMillis(900));
    push("/a");
    site.await(2);
    site.pass(browser, Duration.ofMillis(2000));
    push("/b");
    site.await(3);
    assertEquals(List.of("/a"), site.awaitPings(1).stream().map(ping -> ping.key("pa")).toList());
  }

  @Test
  void timeInTheBackgroundDoesNotCount() {
    open("/");
    site.await(1);
    String front = browser.tab();
    browser.run("document.addEventListener('visibilitychange', () => document.hidden && (testMillis += 60_000))");
    site.pass(browser, Duration.ofSeconds(5));
    browser.openInFront("about:blank");
    PixelHit first = site.awaitPings(1).get(0);
    assertTrue(first.key("pr").startsWith("{\"seconds\":5"), first.key("pr"));
    browser.closeTab();
    browser.show(front);
    site.pass(browser, Duration.ofSeconds(60 + 7));
    push("/next");
    PixelHit second = site.awaitPings(2).get(1);
    assertTrue(second.key("pr").matches("\\{\"seconds\":(7|6\\.9).*"), second.key("pr"));
    assertEquals("/", second.key("pa"));
  }

  // --- What is never sent ---

  @Test
  void onlyCampaignsAndClickIdsOfAQueryAreSent() {
    open("/?token=secret&utm_term=d&gclid=g&password=secret&UTM_Source=A+b%26c&ref=r&xref=secret&x-ref=secret&source=s"
        + "&fbclid=f&msclkid=m&gbraid=b&li_fat_id=l&sid=secret&id=secret&utm_medium=e&resource=secret&=secret&secret#secret");
    assertEquals(url("/?utm_term=d&gclid=g&UTM_Source=A+b%26c&ref=r&source=s&fbclid=f&msclkid=m&gbraid=b&li_fat_id=l"
        + "&utm_medium=e"), site.await(1).get(0).key("u"));
  }

  @Test
  void aReferrersQueryIsNeverSent() {
    site.page("/reset", "<a href=/>on</a>");
    open("/reset?token=secret");
    browser.click("a");
    assertEquals(url("/reset"), site.await(1).get(0).key("r"));
  }

  @Test
  void theDomainMayBeNamedAndOwnReferrersFollowIt() {
    site.page("/named", "<tracker data-domain='main.example'><a href=/named/2>on</a>");
    site.page("/named/2", "<tracker data-domain='main.example'>");
    open("/named");
    site.await(1);
    browser.click("a");
    List<PixelHit> views = site.await(2);
    assertEquals("main.example", views.get(1).key("hn"));
    assertEquals("http://main.example/named", views.get(1).key("r"));
  }

  private void assertNothingIsSent(String url) {
    browser.open(url);
    track("event");
    browser.run("history.pushState(null, '', '/other')");
    site.settle(browser);
    browser.open(site.url(SHOP, "/elsewhere"));
    site.settle(browser);
    assertEquals(List.of(), site.hits());
  }

  @Test
  void globalPrivacyControlIsHonoured() {
    undo.add(browser.before("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})"));
    assertNothingIsSent(url("/"));
  }

  @Test
  void doNotTrackIsHonoured() {
    undo.add(browser.before("Object.defineProperty(navigator, 'doNotTrack', {value: '1'})"));
    assertNothingIsSent(url("/"));
  }

  @Test
  void signalsThatAreOffDoNotStopIt() {
    undo.add(browser.before("Object.defineProperty(navigator, 'globalPrivacyControl', {value: false});"
        + "Object.defineProperty(navigator, 'doNotTrack', {value: '0'})"));
    open("/");
    site.await(1);
  }

  @Test
  void whoDoesNotWantToCountOwnVisitsDoesNot() {
    open("/elsewhere");
    browser.run("localStorage.tarn_ignore = 1");
    undo.add(() -> browser.run("localStorage.clear()"));
    assertNothingIsSent(url("/"));
  }

  @Test
  void localhostIsNotSentUnlessAsked() {
    assertNothingIsSent(site.url("localhost", "/"));
    assertNothingIsSent(site.url("127.0.0.1", "/"));
    site.page("/asked", "<tracker data-local>");
    browser.open(site.url("localhost", "/asked"));
    assertEquals("localhost:" + site.port(), site.await(1).get(0).key("hn"));
  }

  @Test
  void blockedStorageDoesNotStopIt() {
    site.page("/framed", "<tracker><script>try { localStorage } catch (e) { document.title = 'blocked' }</script>");
    site.page("/frame", "<iframe sandbox=allow-scripts src=/framed></iframe>");
    open("/frame");
    assertEquals("blocked", site.await(1).get(0).key("ti"));
  }

  // --- Where it comes from, and what hinders it ---

  @Test
  void itWorksRenamedAndBehindAProxyOfTheSite() {
    site.page("/proxied", "<script async src=/static/measure.js?v=3></script>");
    open("/proxied");
    assertEquals("/static/hello.gif", site.await(1).get(0).path());
    site.clear();
    site.page("/endpoint", "<script async src=/static/measure.js data-endpoint=/far/hello.gif></script>");
    open("/endpoint");
    assertEquals("/far/hello.gif", site.await(1).get(0).path());
  }

  @Test
  void moreEventsAtOnceThanBrowsersKeepAliveArriveAll() {
    open("/");
    site.await(1);
    site.holdPixels(true);
    browser.run("for (let i = 0; i < 600; i++) tarn('many', {i})");
    site.holdPixels(false);
    site.await(601);
    assertEquals(IntStream.range(0, 600).mapToObj(i -> "many {\"i\":" + i + "} on /").sorted().toList(),
        site.told().stream().skip(1).distinct().sorted().toList());
  }

  @Test
  void aPixelThatIsBlockedTroublesNobody() {
    site.page("/blocked", "<script>addEventListener('unhandledrejection', () => window.trouble = 1);"
        + "addEventListener('error', () => window.trouble = 1)</script>"
        + "<meta http-equiv=Content-Security-Policy content=\"connect-src 'self'\"><tracker>");
    open("/blocked");
    track("event");
    site.settle(browser);
    assertEquals(List.of(), site.hits());
    assertNull(browser.run("return window.trouble"));
  }
}
