package tarn.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The browsers of autumn 2026. Within a family the newest version comes most often. */
final class Browsers {
  private static final String FAMILIES = """
      WINDOWS 25 158,157,156,155,154,148,109
      Mozilla/5.0 (Windows NT 10.0; Win64; x64) BLINK Chrome/*.0.0.0 Safari/537.36
      ANDROID_PHONE 19 158,157,156,155,152,146
      Mozilla/5.0 (Linux; Android 10; K) BLINK Chrome/*.0.0.0 Mobile Safari/537.36
      IPHONE 18 27.1,27.0,26.6,26.5,26.3,26.1
      Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) WEBKIT Version/* Mobile/15E148 Safari/604.1
      MAC 9 158,157,156,155,151
      Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) BLINK Chrome/*.0.0.0 Safari/537.36
      MAC 7 27.1,27.0,26.6,26.4,18.6
      Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) WEBKIT Version/* Safari/605.1.15
      WINDOWS 6 158,157,156,155
      Mozilla/5.0 (Windows NT 10.0; Win64; x64) BLINK Chrome/*.0.0.0 Safari/537.36 Edg/*.0.0.0
      WINDOWS 5 157.0,156.0,155.0,153.0,140.0
      Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:*) Gecko/20100101 Firefox/*
      ANDROID_PHONE 4 30.0 Chrome/146.0.0.0,29.0 Chrome/136.0.0.0,28.0 Chrome/130.0.0.0,27.0 Chrome/125.0.0.0
      Mozilla/5.0 (Linux; Android 10; K) BLINK SamsungBrowser/* Mobile Safari/537.36
      LINUX 3 157.0,156.0,153.0,140.0
      Mozilla/5.0 (X11; Linux x86_64; rv:*) Gecko/20100101 Firefox/*
      LINUX 2 158,157,156,155
      Mozilla/5.0 (X11; Linux x86_64) BLINK Chrome/*.0.0.0 Safari/537.36
      IPHONE 2 158.0.8151.40,157.0.8117.61,155.0.8062.33
      Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) WEBKIT CriOS/* Mobile/15E148 Safari/604.1
      MAC 2 157.0,156.0,153.0
      Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:*) Gecko/20100101 Firefox/*
      IPAD 1.5 18.6,17.7
      Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) WEBKIT Version/* Mobile/15E148 Safari/604.1
      ANDROID_PHONE 1 157.0,156.0,153.0
      Mozilla/5.0 (Android 16; Mobile; rv:*) Gecko/* Firefox/*
      MAC 1 158,157
      Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) BLINK Chrome/*.0.0.0 Safari/537.36 Edg/*.0.0.0
      ANDROID_TABLET 1 158,156
      Mozilla/5.0 (Linux; Android 10; K) BLINK Chrome/*.0.0.0 Safari/537.36
      """;
  private static final List<String> MODELS = """
      SM-S938B,SM-S931B,SM-S928B,SM-S921B,SM-A566B,SM-A556B,SM-A546B,SM-A366B,SM-A356B,SM-A256B,SM-A166B,SM-G991B
      SM-G781B,SM-F956B,SM-F741B,Pixel 10 Pro,Pixel 10,Pixel 9a,Pixel 9,Pixel 8,Pixel 8a,Pixel 7,CPH2653,CPH2581
      CPH2447,24129PN74G,2311DRK48G,23127PN0CG,2201117TY,M2101K6G,RMX3990,RMX3771,V2318,V2250,XT2505-1,XT2427-3
      Nothing A065,XQ-EC54,LE2123,VOG-L29
      """.lines().flatMap(row -> Stream.of(row.split(","))).toList();

  static final List<Browser> COMMON = common();

  private Browsers() {}

  private static List<Browser> common() {
    List<Browser> browsers = new ArrayList<>();
    List<String> rows = FAMILIES.lines().toList();
    for (int row = 0; row < rows.size(); row += 2) {
      String[] head = rows.get(row).split(" ", 3);
      String[] versions = head[2].split(",");
      for (int i = 0; i < versions.length; i++) {
        double weight = Double.parseDouble(head[1]) / (i + 1);
        browsers.add(browser(rows.get(row + 1).replace("*", versions[i]), Machine.valueOf(head[0]), weight));
      }
    }
    browsers.sort((one, other) -> Double.compare(other.weight(), one.weight()));
    return List.copyOf(browsers);
  }

  /** As many different browsers as wanted: the common ones, then phones of many models and versions. */
  static List<Browser> many(int count) {
    List<Browser> browsers = new ArrayList<>(COMMON);
    for (int i = 0; browsers.size() < count; i++) {
      int round = i / MODELS.size();
      int age = round / 4;
      browsers.add(browser("Mozilla/5.0 (Linux; Android " + (16 - round % 4) + "; " + MODELS.get(i % MODELS.size())
          + ") BLINK Chrome/" + (158 - age) + ".0." + (8151 - age * 37) + "." + (40 + i % 97) + " Mobile Safari/537.36",
          Machine.ANDROID_PHONE, 1));
    }
    return List.copyOf(browsers.subList(0, count));
  }

  private static Browser browser(String shortened, Machine machine, double weight) {
    return Browser.of(shortened
        .replace("BLINK", "AppleWebKit/537.36 (KHTML, like Gecko)")
        .replace("WEBKIT", "AppleWebKit/605.1.15 (KHTML, like Gecko)"), machine, weight);
  }
}
