package tarn.enrich;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads user agents by uap-core's rules, and remembers the latest of them: most hits repeat a few. Not thread-safe. */
public final class UserAgentParser {
  /** Where a header goes on, rules do not look: no browser's is half as long. Bounds time and memory. */
  static final int LONGEST = 1_024;

  static final int REMEMBERED = 20_000;
  /** uap-core's word for what none of its rules match. */
  private static final String OTHER = "Other";
  private static final UserAgent NONE = new UserAgent(null, null, null, null, null, null, true);

  private final UserAgentRegexes regexes;
  private final DeviceVendor vendors;
  private final Map<String, UserAgent> remembered = new LinkedHashMap<>(1024, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, UserAgent> eldest) {
      return size() > REMEMBERED;
    }
  };

  public UserAgentParser(UserAgentRegexes regexes) {
    this.regexes = regexes;
    this.vendors = new DeviceVendor(regexes.deviceRules());
  }

  /** @param header the decoded header; null for none, which only bots send */
  public UserAgent parse(String header) {
    if (header == null || header.isBlank()) {
      return NONE;
    }
    if (header.length() > LONGEST) {
      return read(header);
    }
    UserAgent known = remembered.get(header);
    if (known == null) {
      known = read(header);
      remembered.put(header, known);
    }
    return known;
  }

  private UserAgent read(String header) {
    String agent = header.length() > LONGEST ? header.substring(0, LONGEST) : header;
    UserAgentRegexes.Matches matches = regexes.match(agent);
    BrowserMatch browser = matches.browser();
    SystemMatch system = matches.system();
    DeviceMatch device = matches.device();
    String osName = named(system.family());
    return new UserAgent(
        named(browser.family()),
        browser.fullVersion(),
        "Mac OS X".equals(osName) ? "Mac OS" : osName,
        system.version(),
        DeviceType.of(agent, device, system),
        vendors.of(device, system),
        BotDetection.isBot(header, device.family()));
  }

  private static String named(String family) {
    return OTHER.equals(family) ? null : family;
  }
}
