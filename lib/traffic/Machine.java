package tarn.traffic;

import java.util.List;

/** Kinds of devices, with what their browsers tell of them. */
enum Machine {
  WINDOWS("Win32", 24, "1920x1080", "1536x864", "1366x768", "2560x1440", "1280x720", "3440x1440"),
  MAC("MacIntel", 30, "1440x900", "1512x982", "1728x1117", "1470x956", "2560x1440", "3440x1440"),
  LINUX("Linux x86_64", 24, "1920x1080", "2560x1440", "1920x1200", "3840x2160"),
  ANDROID_PHONE("Linux armv8l", 24, "412x915", "360x800", "384x832", "393x873", "360x780", "411x891"),
  ANDROID_TABLET("Linux armv8l", 24, "800x1280", "753x1205", "1024x768"),
  IPHONE("iPhone", 32, "393x852", "390x844", "402x874", "430x932", "440x956", "375x667"),
  IPAD("iPad", 32, "820x1180", "810x1080", "1024x1366");

  private final String platform;
  private final int colorDepth;
  private final Weighted<String> screens;

  Machine(String platform, int colorDepth, String... screens) {
    this.platform = platform;
    this.colorDepth = colorDepth;
    this.screens = Weighted.zipf(List.of(screens), 0.7);
  }

  String platform() {
    return platform;
  }

  int colorDepth() {
    return colorDepth;
  }

  String screen(Dice dice) {
    return screens.pick(dice);
  }

  /** Windows can be smaller than the screen on these. */
  boolean isDesk() {
    return this == WINDOWS || this == MAC || this == LINUX;
  }
}
