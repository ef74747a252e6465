package tarn.workbench.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tarn.aggregate.SmallLake;

/** A lake in which every text that a visitor can choose tries to be more than text. */
final class HostileLake {
  static final List<String> TEXTS = List.of(
      "<script>alert(1)</script>",
      "\"><img src=x onerror=alert(1)>",
      "' onmouseover='alert(1)",
      "</title></style></script><script>alert(1)</script>",
      "]]></svg><svg onload=alert(1)>",
      "{{title}}{{{style}}}",
      "javascript:alert(1)",
      "a\u202ebcd\u0007\u001b[31mred\u001b]0;title\u0007\r\nSpike: none",
      "%s%n${jndi:x}",
      "x".repeat(3_000));

  private HostileLake() {}

  static SmallLake make(Path folder) throws Exception {
    SmallLake lake = new SmallLake(folder);
    for (int i = 0; i < TEXTS.size(); i++) {
      String text = encode(encode(TEXTS.get(i)));
      String visitor = "192.0.2." + (i + 1);
      lake.line(visitor, i, "t=pv&pa=" + encode(encode("/")) + text + "&ti=" + text + "&r=" + encode(encode("https://r" + i + ".example/")) + text
          + "&uso=" + text + "&uca=" + text + "&ume=" + text + "&l=" + text + "&p=" + text);
      lake.line(visitor, i + 10, "t=tr&pa=%252F&en=" + text + "&pr=" + text);
    }
    return lake.ingest().aggregate();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
