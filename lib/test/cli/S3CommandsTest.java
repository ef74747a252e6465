package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.lake.S3Server;
import tarn.lake.UnreliableS3;
import tarn.lake.UnreliableS3.Fault;

/** Commands on a lake on S3 as a user runs them, with what S3 does to them. */
@Tag("slow")
class S3CommandsTest {
  private static final String VIEWS = "select sum(page_view_cnt) as views from stats";

  @TempDir
  Path folder;

  private String lake;
  private UnreliableS3 proxy;

  @BeforeEach
  void makeLake() throws Exception {
    lake = "s3://" + S3Server.newPrefix();
    proxy = new UnreliableS3(S3Server.endpoint());
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  private CommandRun run(Map<String, String> environment, String name, Object... arguments) throws Exception {
    List<Object> all = new ArrayList<>(List.of("--lake", lake, "--endpoint-url", proxy.endpoint()));
    all.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder process = CommandRun.process(output, name, all.toArray());
    process.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    process.environment().putAll(Map.of("TARN_CACHE", folder.resolve("cache").toString(), "XDG_STATE_HOME", folder.resolve("state").toString(),
        "HOME", folder.toString(), "AWS_REGION", "us-east-1", "AWS_EC2_METADATA_DISABLED", "true"));
    process.environment().putAll(environment);
    int exitCode = process.start().waitFor();
    return new CommandRun(exitCode, Files.readString(output), "");
  }

  private CommandRun run(String name, Object... arguments) throws Exception {
    return run(Map.of("AWS_ACCESS_KEY_ID", S3Server.KEY, "AWS_SECRET_ACCESS_KEY", S3Server.SECRET), name, arguments);
  }

  private Path log(int views) throws IOException {
    SmallLake lines = new SmallLake(folder.resolve("lines"));
    for (int view = 0; view < views; view++) {
      lines.view("visitor-" + view, view, "/");
    }
    return Files.writeString(folder.resolve("log-" + views), lines.lines());
  }

  private void done(CommandRun run) {
    assertEquals(0, run.exitCode(), run.out());
  }

  /** Exit code 1 and one sentence. */
  private void failed(String name, CommandRun run, String... parts) {
    assertEquals(1, run.exitCode(), run.out());
    List<String> sentences = run.out().lines().filter(line -> line.startsWith(name + ": cannot ")).toList();
    assertEquals(1, sentences.size(), run.out());
    assertTrue(run.out().lines().noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception")), run.out());
    for (String part : parts) {
      assertTrue(sentences.get(0).contains(part), run.out());
    }
  }

  @Test
  void whatFailsOnceIsDone() throws Exception {
    Set<String> failed = ConcurrentHashMap.newKeySet();
    proxy.fail(request -> failed.add(request.method() + request.target()) ? Fault.values()[request.number() % 3] : null);
    done(run("ingest", log(3)));
    done(run("aggregate"));
    assertEquals(List.of("views", "3"), run("query", "--format", "csv", VIEWS).out().lines().toList());
    assertTrue(proxy.faults() > 20, proxy.requests().toString());
  }

  @Test
  void whatStaysAwayIsOneSentenceAndDoneByTheNextRun() throws Exception {
    SmallLake other = new SmallLake(S3Server.lake(lake.substring(5), S3Server.endpoint(), folder.resolve("other")));
    other.view("visitor-0", 0, "/").view("visitor-1", 1, "/").view("visitor-2", 2, "/").ingest().aggregate();
    proxy.failAlways(Fault.SERVER_ERROR, "", "");
    failed("query", run("query", VIEWS), "S3 answered 500 InternalError", "wait a while, and run the same command again");
    proxy.failAlways(Fault.CUT_UPLOAD, "PUT", "");
    failed("ingest", run("ingest", log(5)), "check the network and the endpoint, and run the same command again");
    proxy.heal();
    done(run("ingest", log(5)));
    proxy.failAlways(Fault.SERVER_ERROR, "PUT", "stats.parquet");
    failed("aggregate", run("aggregate"), "stats.parquet", "nothing is half written");
    proxy.heal();
    assertEquals(List.of("3"), other.query(VIEWS));
    done(run("aggregate"));
    assertEquals(List.of("views", "5"), run("query", "--format", "csv", VIEWS).out().lines().toList());
  }

  @Test
  void aQuestionAboutADayFetchesThatDayOnly() throws Exception {
    SmallLake other = new SmallLake(S3Server.lake(lake.substring(5), S3Server.endpoint(), folder.resolve("other")));
    other.view("a", 0, "/").view("b", 86_400_000, "/").view("c", 86_400_001, "/").view("d", 2 * 86_400_000, "/").ingest().aggregate();
    Object[] day = {"--from", "2026-11-21", "--to", "2026-11-21", "--domain", "www.Example.com", "--format", "csv",
        "select sum(page_view_cnt) as views, (select count(*) from hits) as hits from stats"};
    assertEquals(List.of("views,hits", "2,2"), run("query", day).out().lines().toList());
    try (Stream<Path> copies = Files.walk(folder.resolve("cache"))) {
      List<Path> fetched = copies.filter(Files::isRegularFile).toList();
      assertEquals(2, fetched.size(), fetched.toString());
      assertTrue(fetched.stream().allMatch(copy -> copy.toString().contains("/event_date=2026-11-21/")), fetched.toString());
    }
    assertEquals(List.of("n", "0"), run("query", "--domain", "other.example", "--format", "csv", "select count(*) as n from stats")
        .out().lines().toList());
  }

  @Test
  void credentialsThatExpireOrAreNotThereAreSaid() throws Exception {
    proxy.failAlways(Fault.EXPIRED_400, "", "");
    failed("aggregate", run("aggregate"), "S3 answered 400 ExpiredToken", "the credentials have expired: sign in again");
    failed("query", run(Map.of(), "query", VIEWS), "none of the places where the AWS CLI looks for credentials has any): sign in");
    signInOfLastYear("corp");
    failed("query", run(Map.of(), "query", "--profile", "corp", VIEWS), "the sign-in of the profile has expired", "run aws sso login");
  }

  /** As aws sso login leaves it in the home folder. */
  private void signInOfLastYear(String profile) throws IOException {
    String start = "https://corp.example/start";
    Path cache = Files.createDirectories(folder.resolve(".aws/sso/cache"));
    Files.writeString(folder.resolve(".aws/config"), "[profile " + profile + "]\nsso_start_url = " + start
        + "\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = reader\n");
    // The name is what the AWS CLI makes of the address: its SHA-1.
    Files.writeString(cache.resolve("f7c9b39d0b4c7a7d82c79307585f77e1c5e74378.json"), "{\"startUrl\":\"" + start
        + "\",\"region\":\"us-east-1\",\"accessToken\":\"made-up\",\"expiresAt\":\"2025-01-01T00:00:00Z\"}");
  }
}
