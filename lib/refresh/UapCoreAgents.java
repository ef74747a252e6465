package tarn.refresh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The user agents of uap-core's own tests, with the brands its tests of devices expect: brand, tab, agent. Packed, as it is large. */
public final class UapCoreAgents {
  private static final List<String> FILES = List.of("tests/test_ua.yaml", "tests/test_os.yaml", "tests/test_device.yaml",
      "test_resources/additional_os_tests.yaml", "test_resources/firefox_user_agent_strings.yaml",
      "test_resources/opera_mini_user_agent_strings.yaml", "test_resources/pgts_browser_list.yaml",
      "test_resources/podcasting_user_agent_strings.yaml");
  private static final int MOST_CHARACTERS = 20_000_000;

  private UapCoreAgents() {}

  public static void write(Path lib, RegistryPackage source, Path fetched) throws IOException, InterruptedException {
    Map<String, String> brands = new LinkedHashMap<>();
    for (String file : FILES) {
      for (Map<String, String> test : tests(source.fetch(fetched).resolve("uap-core").resolve(file))) {
        String agent = test.get("user_agent_string");
        if (!agent.isBlank()) {
          brands.merge(agent, test.get("brand") == null ? "" : test.get("brand"), (one, other) -> other.isEmpty() ? one : other);
        }
      }
    }
    List<String> lines = brands.entrySet().stream().map(entry -> entry.getValue() + "\t" + entry.getKey()).toList();
    Path folder = lib.resolve("test/corpora");
    Path packed = folder.resolve("packed/uap-core.tsv.gz");
    Path plain = fetched.resolve("uap-core.tsv");
    ResourceFile.writeLines(plain, List.of(source), lines);
    Files.createDirectories(packed.getParent());
    Files.write(packed, gzip(Files.readAllBytes(plain)));
    ResourceFile.writeLicences(folder.resolve("licences"), List.of(source), fetched);
  }

  private static List<Map<String, String>> tests(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    try (InputStream in = Files.newInputStream(file)) {
      Map<String, List<Map<String, String>>> content = new Yaml(new SafeConstructor(options)).load(in);
      return content.get("test_cases");
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed) {
      {
        def.setLevel(java.util.zip.Deflater.BEST_COMPRESSION);
      }
    }) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
