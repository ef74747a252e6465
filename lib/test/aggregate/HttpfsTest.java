package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aws.PythonTool;
import tarn.cli.ChildJvm;
import tarn.cli.Repository;
import tarn.lake.AwsAccess;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.lake.S3Server;
import tarn.lake.S3Settings;
import tarn.lake.UnreliableS3;

/**
 * DuckDB reads curated files on S3 by its extension httpfs. The one of our DuckDB is in no package registry: what asks is a
 * JVM with the DuckDB of {@code lib/test/httpfs/OlderDuck.java}.
 */
class HttpfsTest {
  private static final long DAY = 86_400_000;

  @TempDir
  Path folder;

  private SmallLake lake;
  private String prefix;

  @BeforeEach
  void makeLake() throws Exception {
    prefix = S3Server.newPrefix();
    lake = new SmallLake(S3Server.lake(prefix, S3Server.endpoint(), folder.resolve("here")));
    lake.view("a", 0, "/").event("a", 1, "Sign%2520up%253F%252F*").view("b", DAY, "/b").view("c", 2 * DAY, "/c").ingest().aggregate();
  }

  private static Lake open(String prefix, String endpoint, Path folder, String extension) {
    return Lake.open("s3://" + prefix, () -> new S3Settings(new AwsAccess(URI.create(endpoint), "us-east-1", null), folder.resolve("cache"),
        1L << 30, folder.resolve("state"), Duration.ofSeconds(20), Duration.ofMillis(100), extension));
  }

  /** Asks questions, in the JVM with the other DuckDB. */
  public static final class Asking {
    private Asking() {}

    public static void main(String... arguments) throws Exception {
      SmallLake lake = new SmallLake(open(arguments[0], arguments[1], Path.of(arguments[2]), arguments[3]));
      for (String sql : Arrays.asList(arguments).subList(4, arguments.length)) {
        try {
          System.out.println(lake.query(sql));
        } catch (SQLException | LakeException e) {
          System.out.println("refused: " + reason(lake, sql).lines().findFirst().orElse(""));
        }
      }
    }

    /** The older driver tells it only of a statement that was prepared, as one with a value is. */
    private static String reason(SmallLake lake, String sql) throws SQLException {
      try (ReadOnlyLake again = new ReadOnlyLake(lake.lake())) {
        again.query("select * from (" + sql + ") where ? = 1", 1);
        return "not the second time";
      } catch (SQLException | LakeException e) {
        return e.getMessage();
      }
    }
  }

  private static Path extension() throws Exception {
    try (Stream<Path> files = Files.walk(PythonTool.path("python3").getParent().resolveSibling("lib"))) {
      return files.filter(file -> file.endsWith("httpfs.duckdb_extension")).findFirst()
          .orElseThrow(() -> new AssertionError("run .venv/aws/bin/pip install -r infra/requirements.txt"));
    }
  }

  private static String output(ProcessBuilder process) throws Exception {
    Process running = process.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, running.waitFor(), out);
    return out;
  }

  private List<String> answers(URI endpoint, String... questions) throws Exception {
    String older = output(new ProcessBuilder("./jbang", "info", "classpath", "lib/test/httpfs/OlderDuck.java").directory(Repository.root().toFile()));
    List<String> command = new ArrayList<>();
    for (String word : ChildJvm.command()) {
      command.add(!word.contains("duckdb_jdbc") ? word : older.strip() + ":" + Stream.of(word.split(":"))
          .filter(part -> !part.contains("duckdb_jdbc")).collect(Collectors.joining(":")));
    }
    command.addAll(List.of("-Duser.timezone=UTC", Asking.class.getName(), prefix, endpoint.toString(), folder.resolve("there").toString(),
        extension().toString()));
    command.addAll(List.of(questions));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().putAll(Map.of("AWS_ACCESS_KEY_ID", S3Server.KEY, "AWS_SECRET_ACCESS_KEY", S3Server.SECRET));
    return output(process).lines().toList();
  }

  @Tag("slow")
  @Test
  void answersAreThoseOfCopiesAndOfCuratedFilesThereAreNone() throws Exception {
    List<String> questions = List.of("select * from sessions order by all", "select * from stats order by all", "select * from events order by all",
        "select count(*), min(event_timestamp) from hits", "select event_date, sum(visit_cnt) from stats join events using (event_date) group by 1");
    List<String> expected = new ArrayList<>();
    for (String question : questions) {
      expected.add(lake.query(question).toString());
    }
    assertEquals(expected, answers(S3Server.endpoint(), questions.toArray(String[]::new)));
    try (Stream<Path> copies = Files.walk(folder.resolve("there/cache"))) {
      List<Path> files = copies.filter(Files::isRegularFile).toList();
      assertFalse(files.isEmpty());
      assertTrue(files.stream().allMatch(file -> file.toString().contains(prefix + "-cleaned")), files.toString());
    }
  }

  @Tag("slow")
  @Test
  void aPartitionThatIsNotAskedForIsNotRead() throws Exception {
    try (UnreliableS3 proxy = new UnreliableS3(S3Server.endpoint())) {
      assertEquals(List.of("[1]"), answers(proxy.endpoint(), "select sum(page_view_cnt) from stats where event_date = '2026-11-21'"));
      List<String> read = proxy.requests().stream().map(UnreliableS3.Request::target).filter(target -> target.contains("stats.parquet")).toList();
      assertTrue(read.stream().anyMatch(target -> target.contains("2026-11-21")), read.toString());
      // The one of the first day tells the columns.
      assertTrue(read.stream().noneMatch(target -> target.contains("2026-11-22")), read.toString());
      assertTrue(proxy.requests().stream().noneMatch(request -> request.target().contains("sessions.parquet")));
    }
  }

  @Tag("slow")
  @Test
  void nothingElseCanBeReadAndNoOtherPlaceAsked() throws Exception {
    String file = "s3://" + prefix + "-curated/aggregated/stats/domain_name=example.com/event_date=2026-11-20/stats.parquet";
    List<String> answers = answers(S3Server.endpoint(), "select count(*) from '" + file + "'", "select count(*) from '" + file + "?s3_endpoint=127.0.0.1:1'",
        "select * from read_text('s3://" + prefix + "-raw/salt/2026-11-20.json')", "select * from read_text('s3://" + prefix + "-curated/lease.json')",
        "select * from read_csv('http://127.0.0.1:1/')", "select * from read_text('/etc/passwd')", "select * from duckdb_secrets()");
    assertEquals("[1]", answers.get(0));
    for (String refused : answers.subList(1, 6)) {
      assertTrue(refused.startsWith("refused: ") && refused.contains("disabled by configuration"), answers.toString());
    }
    assertFalse(answers.get(6).contains(S3Server.SECRET));
  }

  @Tag("slow")
  @Test
  void theExtensionOfAnotherDuckDbIsNotLoaded() throws Exception {
    refuses(extension());
  }

  @Test
  void whereHttpfsIsNotThereItIsSaidWhatToDo() {
    refuses(folder.resolve("none.duckdb_extension"));
  }

  private void refuses(Path extension) {
    Lake other = open(prefix, S3Server.endpoint().toString(), folder, extension.toString());
    String said = assertThrows(LakeException.class, () -> new ReadOnlyLake(other)).getMessage();
    assertTrue(said.startsWith("DuckDB cannot load its extension httpfs (") && said.endsWith("unset TARN_HTTPFS and files are copied"), said);
    assertTrue(said.contains("install that of DuckDB v2.") && said.lines().count() == 1, said);
  }
}
