package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentParserTest {
  private final UserAgentParser parser = new UserAgentParser(UserAgentRegexes.bundled());

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '"', textBlock = """
      Chrome 112.0.0.0 / Mac OS 10.15.7 / Desktop Apple | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Safari/537.36
      Edge 112.0.1722.58 / Windows 10 / Desktop - | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Safari/537.36 Edg/112.0.1722.58
      Mobile Safari 17.6 / iOS 17.6.1 / Mobile Apple | Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1
      Mobile Safari 16.3 / iOS 16.3 / Tablet Apple | Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.3 Mobile/15E148 Safari/604.1
      Chrome Mobile 120.0.6099.144 / Android 14 / Mobile Samsung | Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.144 Mobile Safari/537.36
      Chrome Mobile 131.0.0.0 / Android 10 / Mobile - | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36
      Chrome 120.0.0.0 / Android 13 / Tablet Samsung | Mozilla/5.0 (Linux; Android 13; SM-X906C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36
      Firefox 133.0 / Ubuntu - / Desktop - | Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0
      Chrome 109.0.0.0 / Chrome OS 14541.0.0 / Desktop - | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36
      """)
  void tellsBrowserSystemAndDevice(String expected, String agent) {
    UserAgent its = parser.parse(agent);
    assertEquals(expected, (its.browserName() + " " + its.browserVersion() + " / " + its.osName() + " " + its.osVersion() + " / "
        + its.deviceType() + " " + its.deviceVendor()).replace("null", "-"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '"', textBlock = """
      SmartTV  | Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/6.0 TV Safari/538.1
      SmartTV  | Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36 WebAppManager
      SmartTV  | Mozilla/5.0 (Linux; Android 9; AFTMM Build/PS7633) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/94.0 Mobile Safari/537.36
      SmartTV  | Mozilla/5.0 (Linux; Android 12.0; Build/STTL.240206.002) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0 Safari/537.36 CrKey/1.56.500000
      SmartTV  | AppleTV11,1/11.1
      SmartTV  | Roku4640X/DVP-7.70 (297.70E04154A)
      SmartTV  | Mozilla/5.0 (Linux; Andr0id 9; BRAVIA 4K UR2 Build/PTT1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0 Safari/537.36
      Console  | Mozilla/5.0 (PlayStation; PlayStation 5/6.00) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.4 Safari/605.1.15
      Console  | Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/48.0 Safari/537.36 Edge/44.18363
      Console  | Mozilla/5.0 (Nintendo Switch; WifiWebAuthApplet) AppleWebKit/606.4 (KHTML, like Gecko) NF/6.0.1.15.4 NintendoBrowser/5.1.0.20393
      Wearable | atc/1.0 watchOS/5.1.3 model/Watch3,4 hwp/t8004 build/16S535 (6; dt:156)
      Wearable | Mozilla/5.0 (Linux; Android 12; Quest 2) AppleWebKit/537.36 (KHTML, like Gecko) OculusBrowser/22.2 SamsungBrowser/4.0 Chrome/102.0 VR Safari/537.36
      Wearable | Mozilla/5.0 (Linux; Android 11; SM-R870) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/17.0 Chrome/96.0 Mobile Safari/537.36
      Embedded | Mozilla/5.0 (X11; GNU/Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/79.0 Chrome/79.0 Safari/537.36 Tesla/2021.44.30
      Embedded | Mozilla/5.0 (Linux; Android 7.1.2; AEOBP Build/NS6560) AppleWebKit/537.36 (KHTML, like Gecko) Silk/108.9 like Chrome/108.0 Safari/537.36
      Tablet   | Mozilla/5.0 (Linux; Android 11; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/108.4.6 like Chrome/108.0.5359.160 Safari/537.36
      Tablet   | Mozilla/5.0 (Android 13; Tablet; rv:133.0) Gecko/133.0 Firefox/133.0
      Mobile   | Mozilla/5.0 (Android 13; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0
      Mobile   | Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16
      Mobile   | Dalvik/2.1.0 (Linux; U; Android 9; SM-G960F Build/PPR1.180610.011)
      Mobile   | Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5
      Mobile   | Mozilla/5.0 (BB10; Kbd) AppleWebKit/537.35+ (KHTML, like Gecko) Version/10.3.3.2205 Mobile Safari/537.35+
      Mobile   | Nokia6300/2.0 (07.21) Profile/MIDP-2.0 Configuration/CLDC-1.1
      Desktop  | Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; Touch; Tablet PC 2.0; rv:11.0) like Gecko
      Desktop  | Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0
      Desktop  | Mozilla/5.0 (X11; FreeBSD amd64; rv:120.0) Gecko/20100101 Firefox/120.0
      -        | curl/8.5.0
      -        | Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)
      """)
  void tellsTheTypeOfDevice(String expected, String agent) {
    assertEquals(expected, parser.parse(agent).deviceType());
  }

  @Test
  void namesTheBrandOfUapCoresOwnDeviceTests() throws IOException {
    UserAgentRegexes regexes = UserAgentRegexes.bundled();
    int named = 0;
    List<String> wrong = new ArrayList<>();
    for (AgentCorpus.UapCoreAgent agent : AgentCorpus.uapCore()) {
      if (agent.namesVendor()) {
        named++;
        String vendor = parser.parse(agent.text()).deviceVendor();
        if (!agent.brand().equalsIgnoreCase(vendor)) {
          wrong.add(agent.brand() + " not " + vendor + ": " + agent.text());
        }
      }
    }
    assertTrue(named > 15_000, named + " agents name a brand");
    assertTrue(wrong.size() < named * 0.05, wrong.size() + " of " + named + ": " + wrong.stream().limit(10).toList());
  }

  @Test
  void spellsABrandOneWay() {
    assertEquals("Samsung", parser.parse("Mozilla/5.0 (Linux; U; Android 2.3.4; samsung GT-S5830 Build/GINGERBREAD) Mobile").deviceVendor());
  }

  @Test
  void readsNoMoreThanTheStartOfAnEndlessAgent() {
    String start = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0 ";
    assertEquals("Firefox", parser.parse(start + "x".repeat(1_000_000)).browserName());
    assertNull(parser.parse("x".repeat(1_000_000) + start).browserName());
  }

  @Test
  void remembersAgentsButNotEveryOne() {
    UserAgent first = parser.parse("Firefox/1.0");
    assertSame(first, parser.parse("Firefox/1.0"));
    for (int i = 0; i <= UserAgentParser.REMEMBERED; i++) {
      parser.parse("agent " + i);
    }
    assertTrue(first != parser.parse("Firefox/1.0"), "still remembered after " + UserAgentParser.REMEMBERED + " others");
  }
}
