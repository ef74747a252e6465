package tarn.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** Chromium without a head, for tests of what a browser shows and does; Debian's chromium and chromium-driver. */
public final class HeadlessBrowser implements AutoCloseable {
  /** Chromium's own, which says that it is headless, would count as a bot. */
  public static final String AGENT =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Logger LOGGERS = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  /**
   * Starts it with a window of 1200 × 900.
   *
   * @param profile a new folder for what the browser keeps
   * @param arguments more arguments of Chromium
   */
  public HeadlessBrowser(Path profile, String... arguments) {
    LOGGERS.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium"));
    options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--user-data-dir=" + profile, "--window-size=1200,900", "--hide-scrollbars", "--user-agent=" + AGENT);
    options.addArguments(arguments);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(program("chromedriver")).withSilent(true).build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
  }

  private static File program(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable).findFirst().map(Path::toFile).orElseThrow(() -> new AssertionError(
            name + " was not found: install it, as in apt-get install chromium chromium-driver"));
  }

  public void open(String url) {
    driver.get(url);
  }

  /** Goes back in the history, as by the button. */
  public void back() {
    driver.navigate().back();
  }

  /** Runs a script in the page in front, with {@code arguments}; null where it returns nothing. */
  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The same for a script that ends when it calls its last argument. */
  public Object runUntilDone(String script, Object... arguments) {
    return driver.executeAsyncScript(script, arguments);
  }

  /** Runs a script before those of every page that comes, in the tab in front; the answer takes it away again. */
  public Runnable before(String script) {
    Object identifier = command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script)).get("identifier");
    return () -> command("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", identifier));
  }

  /** A command of the Chrome DevTools Protocol to the tab in front. */
  public Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  private WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  public void click(String selector) {
    element(selector).click();
  }

  /** Waits until the page in front has this path and is loaded: a click returns before a form has led away. */
  public void awaitPath(String path) {
    await("the page " + path, () -> path.equals(run("return document.readyState == 'complete' && location.pathname")));
  }

  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    // Each look is a request to the browser and back.
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
    }
  }

  /** What the first element of a CSS selector shows as text. */
  public String text(String selector) {
    return element(selector).getText();
  }

  /** What the elements of a CSS selector show as text, in the order of the page. */
  public List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  /** The messages of scripts and of the network since the last call that are errors. */
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    driver.manage().logs().get("browser").getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .forEach(entry -> errors.add(entry.getMessage()));
    return errors;
  }

  /** Shows pages as on a screen of this size, in CSS pixels; below 600 wide as on a phone. */
  public void resize(int width, int height) {
    command("Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Writes what is in view to a PNG file. */
  public void screenshot(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** The tab in front. */
  public String tab() {
    return driver.getWindowHandle();
  }

  /** Puts a tab in front: the one before is hidden. */
  public void show(String tab) {
    driver.switchTo().window(tab);
  }

  /** Opens a tab in front; the tab before is hidden. */
  public void openInFront(String url) {
    driver.switchTo().newWindow(WindowType.TAB);
    driver.get(url);
  }

  /** Opens a link in a tab behind the one in front, by a click with Control held, and returns that tab. */
  public String openBehind(String selector) {
    Set<String> before = driver.getWindowHandles();
    new Actions(driver).keyDown(Keys.CONTROL).click(element(selector)).keyUp(Keys.CONTROL).perform();
    Set<String> opened = new TreeSet<>();
    await("a tab opened by " + selector, () -> {
      opened.addAll(driver.getWindowHandles());
      opened.removeAll(before);
      return !opened.isEmpty();
    });
    return opened.iterator().next();
  }

  /** Closes the tab in front; {@link #show} another one then. */
  public void closeTab() {
    driver.close();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
