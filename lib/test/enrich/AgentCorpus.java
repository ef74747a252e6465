package tarn.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** User agents, one a line, made by {@code lib/refresh/refresh.java}. */
final class AgentCorpus {
  private AgentCorpus() {}

  static List<String> crawlers() throws IOException {
    return lines("crawlers.txt");
  }

  static List<String> browsers() throws IOException {
    return lines("browsers.txt");
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = AgentCorpus.class.getResourceAsStream("/corpora/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("# ")).toList();
    }
  }
}
