package tarn.enrich;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The kind of device, by the words that only devices of a kind put into their user agents; the first that fits counts. */
enum DeviceType {
  WEARABLE("Wearable",
      "apple watch", "applewatch", "watchos", "watch os", "wear os", "wearos", "; sm-r", "galaxy watch", "galaxy gear", "glass 1",
      "oculusbrowser", "; quest ", "pico neo", "; pico "),
  EMBEDDED("Embedded",
      "qtcarbrowser", "tesla/", "automotive", "; aeo", "devicetype/smartspeaker", "nest hub", "fuchsia", "family hub",
      "refrigerator", "kobo touch", "raspbian"),
  SMART_TV("SmartTV",
      "smart-tv", "smarttv", "smart tv", "appletv", "apple tv", "tvos", "googletv", "google tv", "android tv", "androidtv",
      "hbbtv", "crkey", "; aft", "firetv", "fire tv", "roku", "bravia", "viera", "aquos", "web0s", "webos.tv", "netcast", "nettv",
      "inettv", "webtv", "dtv", "philipstv", "pov_tv", "large screen", "chromecast", "; tv ", "linux/smarttv", "vidaa"),
  CONSOLE("Console", "playstation", "xbox", "nintendo", "ouya", "shield build"),
  TABLET("Tablet",
      "ipad", "playbook", "touchpad", "kindle", "silk/", "nexus 7", "nexus 9", "nexus 10", "xoom", "; sm-t", "; sm-x", "; gt-p",
      "galaxy tab", "mediapad", "pixel c", "pixel tablet", "tablet; rv", "android; tablet"),
  MOBILE("Mobile",
      "iphone", "ipod", "mobile", "mobi/", "opera mini", "phone", "blackberry", "bb10", "symb", "series40", "series60", "midp",
      "nokia", "kaios", "j2me", "windows ce", "iemobile", "palmos", "docomo", "up.browser", "smartphone", "brew ",
      "android 1.", "android 2.");

  private static final String DESKTOP = "Desktop";
  private static final Set<String> HANDHELD_SYSTEMS = Set.of("iOS", "Android", "Windows Phone", "Windows Mobile",
      "BlackBerry OS", "Symbian OS", "Firefox OS", "KaiOS", "Bada", "MeeGo", "Maemo", "Brew MP", "Nokia Series 40");
  private static final Set<String> NO_DEVICE = Set.of("Other", "Spider");

  private final String tableValue;
  private final List<String> words;

  DeviceType(String tableValue, String... words) {
    this.tableValue = tableValue;
    this.words = List.of(words);
  }

  /** Desktop, Mobile, Tablet, SmartTV, Console, Wearable or Embedded; null where nothing tells, as for HTTP libraries. */
  static String of(String agent, DeviceMatch device, SystemMatch system) {
    String text = agent.toLowerCase(Locale.ROOT);
    for (DeviceType type : values()) {
      if (type.words.stream().anyMatch(text::contains)) {
        return type.tableValue;
      }
    }
    if (text.contains("tablet") && !text.contains("tablet pc")) {
      return TABLET.tableValue;
    }
    if (system.family().equals("Android")) {
      // Browsers on Android say Mobile on telephones only; the system's own HTTP client never does.
      return text.startsWith("dalvik/") ? MOBILE.tableValue : TABLET.tableValue;
    }
    if (HANDHELD_SYSTEMS.contains(system.family())) {
      return MOBILE.tableValue;
    }
    boolean unknownDevice = NO_DEVICE.contains(device.family());
    if (system.family().equals("Other")) {
      return unknownDevice ? null : MOBILE.tableValue;
    }
    return DESKTOP;
  }
}
