package tarn.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tarn.aws.OwnRules;
import tarn.cli.Repository;
import tarn.cli.RuleFiles;

/** What goes to Lambda, looked at from outside. */
@Tag("slow")
class PackageTest {
  @TempDir
  static Path folder;

  private static Map<String, byte[]> transform;
  private static Map<String, byte[]> aggregate;

  @BeforeAll
  static void build() throws IOException {
    LambdaPackage.ofThisJvm(Repository.root(), Architecture.ARM64).build(folder.resolve("arm"));
    transform = entries(Files.newInputStream(folder.resolve("arm/transform.zip")));
    aggregate = entries(Files.newInputStream(folder.resolve("arm/aggregate.zip")));
  }

  private static Map<String, byte[]> entries(InputStream in) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static List<String> names(Map<String, byte[]> zip, String part) {
    return zip.keySet().stream().filter(name -> name.contains(part)).toList();
  }

  @Test
  void theSameSourcesGiveTheSameBytes() throws IOException {
    LambdaPackage.ofThisJvm(Repository.root(), Architecture.ARM64).build(folder.resolve("again"));
    for (String name : List.of("transform.zip", "aggregate.zip")) {
      assertArrayEquals(Files.readAllBytes(folder.resolve("arm").resolve(name)), Files.readAllBytes(folder.resolve("again").resolve(name)), name);
    }
  }

  /** Lambda's limit, even if the jars inside were unpacked as well. */
  @Test
  void eachIsSmallerThanLambdaAllows() throws IOException {
    for (Map<String, byte[]> zip : List.of(transform, aggregate)) {
      long bytes = 0;
      for (Map.Entry<String, byte[]> entry : zip.entrySet()) {
        bytes += entry.getKey().endsWith(".jar")
            ? entries(new ByteArrayInputStream(entry.getValue())).values().stream().mapToLong(content -> content.length).sum()
            : entry.getValue().length;
      }
      assertTrue(bytes > 1_000_000 && bytes < LambdaPackage.MOST_UNPACKED_BYTES, "" + bytes);
    }
  }

  @Test
  void onlyTheLibraryOfTheChosenProcessorsIsThere() throws IOException {
    assertEquals(List.of(), names(transform, "duckdb"));
    assertEquals(List.of("libduckdb_java.so_linux_arm64"), natives(aggregate));
    LambdaPackage.ofThisJvm(Repository.root(), Architecture.X86_64).build(folder.resolve("x86"));
    assertEquals(List.of("libduckdb_java.so_linux_amd64"),
        natives(entries(Files.newInputStream(folder.resolve("x86/aggregate.zip")))));
  }

  private static List<String> natives(Map<String, byte[]> zip) throws IOException {
    List<String> jars = names(zip, "lib/duckdb_jdbc");
    assertEquals(1, jars.size());
    return entries(new ByteArrayInputStream(zip.get(jars.get(0)))).keySet().stream().filter(name -> name.contains(".so_")).toList();
  }

  @Test
  void rulesOfTheUsersOwnGoWithTheTransform() throws IOException {
    Path own = Files.writeString(folder.resolve("partners.csv"), "host,source,medium\npartner.example,Partner,email\n");
    RuleFiles rules = CommandLine.populateCommand(new RuleFiles(), "--referrers", own.toString());
    Map<String, byte[]> before = Map.of(OwnRules.REFERRERS, new byte[] {1}, OwnRules.USER_AGENTS, new byte[] {2});
    LambdaPackage.ofThisJvm(Repository.root(), Architecture.ARM64).with(before).with(rules).build(folder.resolve("own"));
    assertArrayEquals(Files.readAllBytes(own), entries(Files.newInputStream(folder.resolve("own/transform.zip"))).get(OwnRules.REFERRERS));
    assertArrayEquals(new byte[] {2}, OwnRules.in(folder.resolve("own/transform.zip")).get(OwnRules.USER_AGENTS));
    assertArrayEquals(Files.readAllBytes(folder.resolve("arm/aggregate.zip")), Files.readAllBytes(folder.resolve("own/aggregate.zip")));
  }

  @Test
  void nothingOfOtherRoomsIsInside() {
    for (Map<String, byte[]> zip : List.of(transform, aggregate)) {
      for (String other : List.of("tarn/cli/", "tarn/serve/", "tarn/workbench/", "tarn/bench/", "tarn/stack/", "tarn/traffic/", "Test.class", "junit",
          "selenium", "jetty", "picocli", "netty", "cloudformation", "apache-client", "tablesaw")) {
        assertEquals(List.of(), names(zip, other));
      }
      assertFalse(names(zip, "tarn/event/Transform.class").isEmpty());
      assertFalse(names(zip, "tarn/bots.csv").isEmpty());
    }
    assertEquals(List.of(), names(transform, "glue"));
    assertEquals(List.of(), names(transform, "sql/"));
    assertFalse(names(aggregate, "sql/v1/sessions.sql").isEmpty());
  }

  /** Each class is loaded with its supertypes and signatures by a loader that sees the zip and Java, nothing else. */
  @Test
  void noJarIsMissing() throws Exception {
    load("transform.zip", transform, List.of("log", "enrich", "event", "aws"));
    load("aggregate.zip", aggregate, List.of("log", "enrich", "event", "lake", "aggregate", "aws"));
  }

  private void load(String name, Map<String, byte[]> zip, List<String> rooms) throws Exception {
    Path unpacked = folder.resolve("unpacked").resolve(name);
    List<URL> urls = new ArrayList<>(List.of(unpacked.toUri().toURL()));
    for (Map.Entry<String, byte[]> entry : zip.entrySet()) {
      Path file = unpacked.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
      if (entry.getKey().endsWith(".jar")) {
        urls.add(file.toUri().toURL());
      }
    }
    // The URL of a folder ends in a slash once it is there.
    urls.set(0, unpacked.toUri().toURL());
    int loaded = 0;
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Stream<Path> classes = Files.walk(unpacked.resolve("tarn"))) {
      for (Path file : classes.filter(file -> file.toString().endsWith(".class")).toList()) {
        String type = unpacked.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
        if (rooms.contains(type.split("\\.")[1])) {
          Class<?> read = Class.forName(type, false, loader);
          read.getDeclaredMethods();
          read.getDeclaredFields();
          loaded++;
        }
      }
      assertTrue(loaded > 80, "" + loaded);
    }
  }
}
