package tarn.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;

/** {@code --referrers}, {@code --ua-regexes} and {@code --trim-slash}: how page views are read. */
public final class EnrichOptions {
  @Mixin
  private RuleFiles rules;

  @Option(names = "--trim-slash", negatable = true,
      description = "Take /a/ for /a. Remembered with the lines: transform does it again unless told --no-trim-slash.")
  private Boolean trimSlash;

  public RuleFiles rules() {
    return rules;
  }

  /** Null where nothing was said. */
  public Boolean trimSlash() {
    return trimSlash;
  }

  /**
   * What they say, together.
   *
   * @param pagesHost see {@link PixelOptions}
   */
  public PixelOptions with(AllowList domains, String pagesHost) {
    return new PixelOptions(domains, pagesHost, Boolean.TRUE.equals(trimSlash), rules.referrers(), rules.userAgents());
  }
}
