package tarn.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** User agents for the tests: of crawlers, and of browsers that people use. */
public final class AgentCorpora {
  /** Bots that came among the browsers, by a word that only they have. */
  private static final List<String> BOTS_AMONG_BROWSERS = List.of(
      "Hexometer", "BuiltWith", "splash Version", "pageburst", "SiteScoreBot", "Foregenix", "Miniature.io");

  private AgentCorpora() {}

  public static void writeCrawlers(Path lib, RegistryPackage crawlers, Path fetched) throws IOException, InterruptedException {
    Set<String> agents = new LinkedHashSet<>();
    for (JsonNode crawler : new ObjectMapper().readTree(crawlers.fetch(fetched).resolve("crawler-user-agents.json").toFile())) {
      crawler.get("instances").forEach(instance -> agents.add(oneLine(instance.asText())));
    }
    write(lib, "crawlers.txt", List.of(crawlers), new ArrayList<>(agents), fetched);
  }

  public static void writeBrowsers(Path lib, List<RegistryPackage> sources, Path fetched) throws IOException, InterruptedException {
    Set<String> agents = new TreeSet<>();
    for (RegistryPackage source : sources) {
      for (JsonNode entry : agentsOf(source.fetch(fetched))) {
        String agent = oneLine(entry.isTextual() ? entry.asText() : entry.get("userAgent").asText());
        if (BOTS_AMONG_BROWSERS.stream().noneMatch(agent::contains)) {
          agents.add(agent);
        }
      }
    }
    write(lib, "browsers.txt", sources, new ArrayList<>(agents), fetched);
  }

  private static JsonNode agentsOf(Path files) throws IOException {
    for (String name : List.of("dist/user-agents.json", "src/user-agents.json.gz", "src/index.json")) {
      Path file = files.resolve(name);
      if (Files.exists(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          return new ObjectMapper().readTree(name.endsWith(".gz") ? new GZIPInputStream(in) : in);
        }
      }
    }
    throw new IOException("no user agents in " + files);
  }

  private static String oneLine(String agent) {
    return agent.replaceAll("\\R", " ");
  }

  private static void write(Path lib, String name, List<RegistryPackage> sources, List<String> agents, Path fetched)
      throws IOException, InterruptedException {
    Path folder = lib.resolve("test/corpora");
    ResourceFile.writeLines(folder.resolve(name), sources, agents);
    ResourceFile.writeLicences(folder.resolve("licences"), sources, fetched);
  }
}
