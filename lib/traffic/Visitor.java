package tarn.traffic;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Somebody with a browser.
 *
 * @param edge the CloudFront location that serves them
 * @param network the number of their provider's autonomous system
 * @param window the tracker's keys {@code iw} and {@code ih}, as they stand in a query string
 * @param device the tracker's keys from {@code w} to {@code tz}
 * @param clockErrorMillis how much too fast the browser's clock runs
 * @param scripted false where the browser runs no JavaScript
 * @param bot true for programs
 */
record Visitor(
    String address, Browser browser, String country, ZoneId zone, String edge, String network, String window,
    String device, long clockErrorMillis, boolean scripted, boolean bot) {
  static Visitor bot(String address, String userAgent, String network, boolean scripted) {
    return new Visitor(
        address, Browser.of(userAgent, Machine.LINUX, 1), "US", ZoneOffset.UTC, "IAD89-C1", network, "&iw=1024&ih=768",
        "&w=1024&h=768&d=24&l=en-US&p=Linux%2520x86_64&c=2&tz=UTC", 0, scripted, true);
  }
}
