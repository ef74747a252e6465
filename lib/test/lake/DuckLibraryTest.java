package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckLibraryTest {
  private static final String ENTRY = "libduckdb_java.so_linux_amd64";

  @TempDir
  Path folder;

  private final byte[] library = new byte[200_000];

  private Path jar() throws IOException {
    new Random(3).nextBytes(library);
    Path jar = folder.resolve("duckdb_jdbc-2.jar");
    try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(ENTRY));
      zip.write(library);
    }
    return jar;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void isWrittenBesideTheJarAndUsedAgain() throws IOException {
    Path jar = jar();
    Path file = DuckLibrary.unpacked(jar, ENTRY).orElseThrow();
    assertArrayEquals(library, Files.readAllBytes(file));
    assertEquals(List.of("duckdb_jdbc-2.jar", ENTRY + "-unpacked"), names());
    Object written = Files.getAttribute(file, "creationTime");
    assertEquals(Optional.of(file), DuckLibrary.unpacked(jar, ENTRY));
    assertEquals(written, Files.getAttribute(file, "creationTime"));
  }

  @Test
  void isWrittenAnewWhereItIsDamaged() throws IOException {
    Path jar = jar();
    Path file = DuckLibrary.unpacked(jar, ENTRY).orElseThrow();
    byte[] oneBitOff = library.clone();
    oneBitOff[100_000] ^= 1;
    for (byte[] damaged : List.of(new byte[0], oneBitOff)) {
      Files.write(file, damaged);
      assertArrayEquals(library, Files.readAllBytes(DuckLibrary.unpacked(jar, ENTRY).orElseThrow()));
    }
  }

  @Test
  void isLeftToTheDriverWhereItCannotBeUnpacked() throws IOException {
    Path jar = jar();
    assertEquals(Optional.empty(), DuckLibrary.unpacked(jar, "libduckdb_java.so_plan9_mips"));
    // A folder in its place takes no file.
    Files.createDirectories(folder.resolve(ENTRY + "-unpacked/taken"));
    assertEquals(Optional.empty(), DuckLibrary.unpacked(jar, ENTRY));
    assertEquals(List.of("duckdb_jdbc-2.jar", ENTRY + "-unpacked"), names());
  }

  @Test
  void isTheSameForEightThatUnpackAtOnce() throws Exception {
    Path jar = jar();
    Callable<byte[]> unpack = () -> Files.readAllBytes(DuckLibrary.unpacked(jar, ENTRY).orElseThrow());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<byte[]> seen : threads.invokeAll(java.util.Collections.nCopies(8, unpack))) {
        assertArrayEquals(library, seen.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void isWhatDuckDbRunsOnInsteadOfACopyInTheTemporaryFolder() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-XX:-UsePerfData", "-Djava.io.tmpdir=" + folder, "-cp",
        System.getProperty("java.class.path"), AnswerRun.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(System.getProperty("os.arch") + " 42 []\n", output);
  }

  /** Asks DuckDB in a JVM of its own. */
  public static final class AnswerRun {
    private AnswerRun() {}

    public static void main(String... arguments) throws Exception {
      try (Connection connection = Duck.open(null); Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select 42");
          Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
        row.next();
        System.out.println(System.getProperty("os.arch") + " " + row.getInt(1) + " " + temporary.toList());
      }
    }
  }
}
