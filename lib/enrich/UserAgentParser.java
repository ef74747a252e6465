package tarn.enrich;

import java.util.LinkedHashMap;
import java.util.Map;
import ua_parser.Client;
import ua_parser.Parser;

/** Reads user agents with uap-java, and remembers the latest of them: most hits repeat a few. Not thread-safe. */
public final class UserAgentParser {
  private static final int REMEMBERED = 20_000;
  /** uap-core's word for what none of its expressions match. */
  private static final String OTHER = "Other";
  private static final UserAgent NONE = new UserAgent(null, null, null, null, null, null, true);

  private final Parser parser = new Parser();
  private final Map<String, UserAgent> remembered = new LinkedHashMap<>(1024, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, UserAgent> eldest) {
      return size() > REMEMBERED;
    }
  };

  /** @param header the decoded header; null for none, which only bots send */
  public UserAgent parse(String header) {
    if (header == null || header.isBlank()) {
      return NONE;
    }
    UserAgent known = remembered.get(header);
    if (known == null) {
      known = read(header);
      remembered.put(header, known);
    }
    return known;
  }

  private UserAgent read(String header) {
    Client client = parser.parse(header);
    String osName = named(client.os.family);
    String deviceFamily = client.device.family;
    return new UserAgent(
        named(client.userAgent.family),
        fullVersion(header, version(client.userAgent.major, client.userAgent.minor, client.userAgent.patch)),
        "Mac OS X".equals(osName) ? "Mac OS" : osName,
        version(client.os.major, client.os.minor, client.os.patch, client.os.patchMinor),
        DeviceType.of(header, deviceFamily, osName),
        isApple(osName, deviceFamily) ? "Apple" : null,
        BotDetection.isBot(header, deviceFamily));
  }

  private static boolean isApple(String osName, String deviceFamily) {
    return "Mac OS X".equals(osName) || "iOS".equals(osName) || "iPhone".equals(deviceFamily) || "iPad".equals(deviceFamily);
  }

  private static String named(String family) {
    return OTHER.equals(family) ? null : family;
  }

  private static String version(String... parts) {
    StringBuilder version = new StringBuilder();
    for (String part : parts) {
      if (part == null) {
        break;
      }
      version.append(version.isEmpty() ? "" : ".").append(part);
    }
    return version.isEmpty() ? null : version.toString();
  }

  /** uap-java stops after the third number; where the header goes on, so does the answer. */
  private static String fullVersion(String header, String version) {
    int start = version == null ? -1 : header.indexOf("/" + version) + 1;
    if (start <= 0) {
      return version;
    }
    int end = start + version.length();
    while (end + 1 < header.length() && header.charAt(end) == '.' && isDigit(header.charAt(end + 1))) {
      end += 2;
      while (end < header.length() && isDigit(header.charAt(end))) {
        end++;
      }
    }
    return header.substring(start, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
