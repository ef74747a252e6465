package tarn.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tarn.lake.Sha256;

/** What a browser lets a page of HTML load and run: what the page was made with, and nothing that a value in it brings along. */
public final class PagePolicy {
  private PagePolicy() {}

  /**
   * A Content-Security-Policy.
   *
   * @param style the text within its {@code <style>}
   * @param script the text within its {@code <script>}; null for none
   */
  public static String of(String style, String script) {
    return "default-src 'none'; style-src " + hash(style) + (script == null ? "" : "; script-src " + hash(script))
        + "; img-src data:; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8))) + "'";
  }
}
