package tarn.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.browser.HeadlessBrowser;
import tarn.lake.Lake;

/** The page as a browser shows it. */
@Tag("slow")
class ReportBrowserTest {
  private static final String CONTRAST = """
      const channel = value => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
      const light = color => { const [r, g, b] = color.match(/[\\d.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
      const ground = node => { for (; node; node = node.parentElement) { const color = getComputedStyle(node).backgroundColor; if (!/, 0\\)$/.test(color)) return color; } };
      let least = 21;
      for (const node of document.querySelectorAll("h1, h2, h3, p, dt, dd, th, td, summary, a, li, .tick")) {
        const style = getComputedStyle(node);
        const a = light(node.matches(".tick") ? style.fill : style.color), b = light(ground(node));
        least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
      }
      return least;
      """;

  @TempDir
  static Path folder;

  private static HeadlessBrowser browser;
  private static Path usual;
  private static Path hostile;

  @BeforeAll
  static void start() throws Exception {
    TrafficLake traffic = TrafficLake.make(Files.createDirectory(folder.resolve("usual")), LocalDate.parse("2026-11-18"), 3);
    usual = page(traffic.lake(), "usual.html");
    hostile = page(HostileLake.make(folder.resolve("hostile")).lake(), "hostile.html");
    browser = new HeadlessBrowser(folder.resolve("profile"));
    browser.before("window.ran = []; for (const name of ['alert', 'confirm', 'prompt']) window[name] = text => window.ran.push(text);");
  }

  @AfterAll
  static void end() {
    browser.close();
  }

  private static Path page(Lake lake, String name) throws Exception {
    Period none = new Period(LocalDate.EPOCH, LocalDate.EPOCH);
    ReportOrder order = new ReportOrder(null, null, 28, Filter.of(none), HostileLake.TEXTS.subList(0, 5));
    return Files.writeString(folder.resolve(name),
        ReportPage.of(ReportReader.read(lake, order, List.of(), Instant.parse("2026-11-22T09:00:00Z"))));
  }

  private static void open(Path page) {
    browser.open(page.toUri().toString());
  }

  @Test
  void nothingThatStrangersWroteRuns() {
    open(hostile);
    assertEquals(List.of(), browser.run("return window.ran"));
    assertEquals(List.of(), browser.errors());
    assertEquals(1L, browser.run("return document.scripts.length"));
    assertEquals(0L, browser.run("return performance.getEntriesByType('resource').length"));
    assertEquals(0L, browser.run("return document.querySelectorAll('img, iframe, object, embed, form, base').length"));
    assertEquals(0L, browser.run("return [...document.querySelectorAll('*')].filter(node => "
        + "[...node.attributes].some(attribute => /^on/i.test(attribute.name) || /javascript:/i.test(attribute.value))).length"));
    assertTrue(browser.texts("th bdi").stream().anyMatch(text -> text.endsWith("<script>alert(1)</script>")));
  }

  @Test
  void aScriptThatGotInWouldNotRun() throws Exception {
    String page = Files.readString(usual);
    Path injected = Files.writeString(folder.resolve("injected.html"),
        page.replace("</main>", "<script>alert('script')</script><img src=x onerror=\"alert('handler')\"></main>"));
    open(injected);
    assertEquals(List.of(), browser.run("return window.ran"));
    assertTrue(browser.errors().size() >= 2, "the browser refused nothing");
  }

  @Test
  void arrowKeysTellThePointsOfAChart() {
    open(usual);
    browser.run("const chart = document.querySelector('#traffic svg.wide'); chart.focus();"
        + " chart.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));");
    assertTrue(browser.text("#traffic .tip").matches("Wed 18 Nov: [\\d,]+ page views, [\\d,]+ visits"), browser.text("#traffic .tip"));
    assertEquals(List.of(), browser.errors());
  }

  @ParameterizedTest
  @CsvSource({"380, narrow", "1200, wide"})
  void itFitsTheScreen(int width, String shown) {
    browser.resize(width, 800);
    for (Path page : List.of(usual, hostile)) {
      open(page);
      assertTrue((Boolean) browser.run("return document.documentElement.scrollWidth <= window.innerWidth"), page + " is too wide");
      assertEquals(List.of(shown), browser.run("return [...document.querySelectorAll('#traffic figure svg')]"
          + ".filter(chart => chart.getBoundingClientRect().width > 0).map(chart => chart.getAttribute('class'))"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textStandsOutFromItsGround(String scheme) {
    browser.command("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    open(usual);
    double least = ((Number) browser.run(CONTRAST)).doubleValue();
    assertTrue(least >= 4.5, "a contrast of " + least);
  }
}
