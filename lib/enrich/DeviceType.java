package tarn.enrich;

import java.util.Locale;

/** The kind of device, from the words browsers put into their user agent. */
final class DeviceType {
  private DeviceType() {}

  static String of(String header, String deviceFamily, String osName) {
    String text = header.toLowerCase(Locale.ROOT);
    if (containsAny(text, "smart-tv", "smarttv", "appletv", "apple tv", "googletv", "android tv", "hbbtv", "crkey", "; aft", "roku", "bravia", "web0s", "tizen tv")) {
      return "SmartTV";
    }
    if (containsAny(text, "playstation", "xbox", "nintendo")) {
      return "Console";
    }
    if (containsAny(text, "watch os", "watchos", "applewatch", "sm-r8", "wear os")) {
      return "Wearable";
    }
    if ("iPad".equals(deviceFamily) || containsAny(text, "ipad", "tablet", "kindle", "silk/", "playbook")) {
      return "Tablet";
    }
    if (containsAny(text, "iphone", "ipod", "mobile", "windows phone", "blackberry", "opera mini")) {
      return "Mobile";
    }
    if ("Android".equals(osName)) {
      return "Tablet";
    }
    return "Desktop";
  }

  private static boolean containsAny(String text, String... words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
