package tarn.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** User agents, one a line, made by {@code lib/refresh/refresh.java}. */
final class AgentCorpus {
  private AgentCorpus() {}

  static List<String> crawlers() throws IOException {
    return lines("crawlers.txt");
  }

  static List<String> browsers() throws IOException {
    return lines("browsers.txt");
  }

  /**
   * An agent out of uap-core's own tests.
   *
   * @param brand what the tests of devices expect; null where they name none
   */
  record UapCoreAgent(String text, String brand) {
    /** True where the brand is a maker's name, and not uap-core's word for bots and for makers it does not know. */
    boolean namesVendor() {
      return brand != null && !brand.startsWith("Generic") && !brand.equals("Spider");
    }
  }

  static List<UapCoreAgent> uapCore() throws IOException {
    try (InputStream in = AgentCorpus.class.getResourceAsStream("/corpora/packed/uap-core.tsv.gz")) {
      return new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.startsWith("# ")).map(line -> line.split("\t", 2))
          .map(fields -> new UapCoreAgent(fields[1], fields[0].isEmpty() ? null : fields[0])).toList();
    }
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = AgentCorpus.class.getResourceAsStream("/corpora/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("# ")).toList();
    }
  }
}
