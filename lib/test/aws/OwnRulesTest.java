package tarn.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.enrich.AllowList;
import tarn.enrich.ReferrerTable;
import tarn.enrich.SiteKind;
import tarn.enrich.UserAgentParser;
import tarn.enrich.UserAgentRegexes;
import tarn.event.PixelOptions;

class OwnRulesTest {
  private static final AllowList SITES = AllowList.of(List.of("example.com"));

  @TempDir
  Path code;

  @Test
  void thoseInTheZipCount() throws IOException {
    write(OwnRules.REFERRERS, "host,source,medium\npartner.example,Partner,email\n");
    write(OwnRules.USER_AGENTS, "user_agent_parsers:\n- regex: '(TarnBrowser)/(\\d+)'\nos_parsers: []\ndevice_parsers: []\n");
    PixelOptions options = OwnRules.of(code, SITES, true);
    assertEquals(SiteKind.EMAIL, options.referrers().ofHost("www.partner.example"));
    assertEquals("TarnBrowser", new UserAgentParser(options.userAgents()).parse("TarnBrowser/7").browserName());
    assertEquals(true, options.trimSlash());
    assertEquals(SITES, options.domains());
  }

  @Test
  void withoutThemTheBuiltInOnesDo() {
    PixelOptions options = OwnRules.of(code, SITES, false);
    assertEquals(ReferrerTable.bundled(), options.referrers());
    assertEquals(UserAgentRegexes.bundled(), options.userAgents());
  }

  private void write(String name, String text) throws IOException {
    Path file = code.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
