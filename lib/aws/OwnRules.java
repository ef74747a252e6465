package tarn.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tarn.enrich.AllowList;
import tarn.enrich.ReferrerTable;
import tarn.enrich.UserAgentRegexes;
import tarn.event.PixelOptions;

/** The rules of the user's own that are packed with the code of the transform, where there are some. */
public final class OwnRules {
  /** Name in the zip of the rows of {@code --referrers}. */
  public static final String REFERRERS = "own/referrers.csv";
  /** Name in the zip of the rules of {@code --ua-regexes}. */
  public static final String USER_AGENTS = "own/regexes.yaml";

  private OwnRules() {}

  /** Those that are in a zip, by their names there. */
  public static Map<String, byte[]> in(Path zip) throws IOException {
    Map<String, byte[]> rules = new TreeMap<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (String name : List.of(REFERRERS, USER_AGENTS)) {
        ZipEntry entry = file.getEntry(name);
        if (entry != null) {
          try (InputStream content = file.getInputStream(entry)) {
            rules.put(name, content.readAllBytes());
          }
        }
      }
    }
    return rules;
  }

  /** @param code the folder of the unpacked zip */
  static PixelOptions of(Path code, AllowList domains, boolean trimSlash) {
    Path referrers = code.resolve(REFERRERS);
    Path userAgents = code.resolve(USER_AGENTS);
    try {
      return new PixelOptions(domains, null, trimSlash,
          Files.exists(referrers) ? ReferrerTable.bundled().with(referrers) : ReferrerTable.bundled(),
          Files.exists(userAgents) ? UserAgentRegexes.read(userAgents) : UserAgentRegexes.bundled());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
