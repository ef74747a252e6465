package tarn.tracker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.cli.Repository;

/** What is served: small, made of its source, and described in docs/tracker.md as it is. */
class TrackerAssetsTest {
  private static final int MOST_BYTES = 1400;
  private static final Path ASSETS = Repository.root().resolve("infra/assets");

  @Test
  void theScriptIsSmall() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed) {
      {
        def.setLevel(Deflater.BEST_COMPRESSION);
      }
    }) {
      gzip.write(Files.readAllBytes(ASSETS.resolve("tarn.min.js")));
    }
    assertTrue(packed.size() <= MOST_BYTES, packed.size() + " bytes gzipped");
  }

  @Test
  @Tag("slow")
  void theMinifiedCopyIsWhatTheScriptMakes(@TempDir Path folder) throws Exception {
    Path made = folder.resolve("made.js");
    Process process = new ProcessBuilder(ASSETS.resolve("build/minify.sh").toString(), made.toString())
        .redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
    assertArrayEquals(Files.readAllBytes(made), Files.readAllBytes(ASSETS.resolve("tarn.min.js")),
        "tarn.min.js is stale: run infra/assets/build/minify.sh");
  }

  @Test
  void pixelsAreImagesOfOnePixel() throws IOException {
    for (String name : Set.of("hello.gif", "noscript.gif")) {
      assertEquals(1, ImageIO.read(ASSETS.resolve(name).toFile()).getWidth(), name);
      assertEquals(0, ImageIO.read(ASSETS.resolve(name).toFile()).getRGB(0, 0) >>> 24, name + " is transparent");
    }
  }

  @Test
  void theDocsNameTheAttributesThatAreThere() throws IOException {
    String source = Files.readString(ASSETS.resolve("tarn.js"));
    String settings = source.substring(source.indexOf("dataset: {"), source.indexOf("} = document.currentScript"));
    Set<String> known = names("(\\w+)(?:: \\w+)? = ", settings).stream()
        .map(TrackerAssetsTest::attribute).collect(Collectors.toCollection(TreeSet::new));
    known.addAll(names("dataset\\.(tarn\\w+)", source).stream().map(TrackerAssetsTest::attribute).toList());
    assertEquals(known, names("(data-[a-z-]*[a-z])", docs()));
    assertTrue(known.contains("data-keep-query") && known.contains("data-tarn-event"), known.toString());
  }

  @Test
  void theDocsNameTheKeysThatAreSent() throws IOException {
    String source = Files.readString(ASSETS.resolve("tarn.js"));
    Set<String> sent = new TreeSet<>();
    String line = source.replaceAll("'\\{[^']*'", "''").replaceAll("\\s+", " ");
    for (String fields : names("send\\(\\{(.*?)\\}\\)", line)) {
      sent.addAll(names("(?:^|, ) ?(\\w+)", fields.strip()));
    }
    String table = docs().substring(docs().indexOf("| key |"), docs().indexOf("Campaign tags travel"));
    assertEquals(names("(?m)`([a-z]{1,2})`(?=[^|\\n]*\\|[ x]*\\|[ x]*\\|)", table), sent);
    assertEquals(20, sent.size(), sent.toString());
  }

  @Test
  void theDocsNameTheEventsThatAreThere() throws IOException {
    String source = Files.readString(ASSETS.resolve("tarn.js"));
    for (String event : names("(?m)^\\| `(outbound|download|form)` \\|", docs())) {
      assertTrue(source.contains("'" + event + "'"), event);
    }
    Pattern file = Pattern.compile(names("\\\\\\.\\((pdf.*?)\\)\\$", source).iterator().next());
    String row = docs().lines().filter(line -> line.startsWith("| `download` |")).findFirst().orElseThrow();
    String listed = row.substring(row.indexOf("to a ") + 5, row.indexOf(" file"));
    assertEquals(12, Set.of(listed.split(", | or ")).size());
    for (String extension : listed.split(", | or ")) {
      assertTrue(file.matcher(extension).matches(), extension);
    }
  }

  private static String attribute(String property) {
    return "data-" + property.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String docs() throws IOException {
    return Files.readString(Repository.root().resolve("docs/tracker.md"));
  }

  private static Set<String> names(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
