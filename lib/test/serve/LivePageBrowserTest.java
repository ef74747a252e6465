package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.browser.HeadlessBrowser;

/** The live page as a browser shows it. */
@Tag("slow")
class LivePageBrowserTest {
  @TempDir
  static Path folder;

  private static LiveDay day;

  @BeforeAll
  static void start() throws Exception {
    day = new LiveDay(folder);
  }

  @AfterAll
  static void stop() {
    day.close();
  }

  private static long number(HeadlessBrowser browser, String script) {
    return ((Number) browser.run("return " + script)).longValue();
  }

  @Test
  void aPhoneShowsItInOneColumnWithoutScrollingSideways() {
    HeadlessBrowser browser = day.openOnPhone();
    assertEquals(390, number(browser, "innerWidth"));
    assertEquals(390, number(browser, "document.documentElement.scrollWidth"));
    assertEquals(1, number(browser,
        "new Set([...document.querySelectorAll('section')].map(section => section.getBoundingClientRect().left)).size"));
    assertEquals(16, number(browser, "parseFloat(getComputedStyle(document.body).fontSize)"));
  }

  @Test
  void aWideScreenShowsListsBesideEachOther() {
    HeadlessBrowser browser = day.open(1000, 1000);
    assertEquals(2, number(browser,
        "new Set([...document.querySelectorAll('section')].map(section => section.getBoundingClientRect().left)).size"));
    assertEquals(List.of("14:00", "14:29"), browser.texts(".axis span"));
    assertEquals(30, browser.texts("rect").size());
  }

  @Test
  void theDayIsThereAndNothingOfThePageIsRefused() {
    HeadlessBrowser browser = day.open(1000, 1000);
    assertEquals(List.of("page views", "visitors", "visits"), browser.texts("dt"));
    browser.texts("dd").forEach(sum -> assertTrue(sum.matches("[1-9][0-9,]*"), sum));
    assertEquals(List.of("tarn-shop.example", "blog.example"), browser.texts("tbody a"));
    assertEquals(List.of(), browser.errors());
    browser.click("tbody a");
    browser.awaitPath("/");
    assertEquals("tarn-shop.example", browser.text("h1"));
  }
}
