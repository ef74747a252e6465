package tarn.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.cli.Repository;
import tarn.enrich.VisitorIds;
import tarn.lake.Ledger;
import tarn.lake.S3Server;
import tarn.lake.SaltFiles;
import tarn.stack.Architecture;
import tarn.stack.LambdaPackage;

/** The functions as Lambda runs them: out of the zips that are deployed, by their names; the transform from a snapshot. */
@Tag("slow")
class FunctionsInLambdaTest {
  @TempDir
  static Path zips;

  @TempDir
  Path folder;

  @BeforeAll
  static void buildZips() throws Exception {
    boolean isArm = System.getProperty("os.arch").equals("aarch64");
    for (LambdaPackage.Zip zip : LambdaPackage.ofThisJvm(Repository.root(), isArm ? Architecture.ARM64 : Architecture.X86_64).build(zips)) {
      unpack(zip.file());
    }
  }

  private static void unpack(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
        Path target = zips.resolve(file.getFileName().toString().replace(".zip", "")).resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.copy(zip.getInputStream(entry), target);
      }
    }
  }

  @Test
  void theTransformAnswersAfterItsSnapshot() throws Exception {
    SmallLake lake = new SmallLake(S3Server.newLake(folder.resolve("machine")));
    try (LocalLambda lambda = new LocalLambda(zips.resolve("transform"), "tarn.aws.TransformHandler::handleRequest",
        environment(lake, Map.of("TARN_DOMAINS", "example.com")), true, folder)) {
      assertEquals("restore/next", lambda.awaitWord().path(), lambda.log());
      assertEquals(List.of(), lake.lake().store().list("raw/"), "the snapshot is taken now");
      assertTrue(lambda.hasLoaded(MadeUpCall.class) && lambda.hasLoaded(VisitorIds.class) && !lambda.hasLoaded(SaltFiles.Salt.class), lambda.log());
      lambda.restore();
      for (int call = 1; call <= 2; call++) {
        lambda.call(FirehoseCalls.call(lake.view("a", call, "/").lines(), "rubbish"));
        lake.clear();
        LocalLambda.Said answer = lambda.awaitWord();
        assertTrue(answer.path().endsWith("/response"), answer + lambda.log());
        assertEquals(List.of("Ok", "ProcessingFailed"), FirehoseCalls.answers(answer.body().getBytes(StandardCharsets.UTF_8)).stream()
            .map(FirehoseCalls.Answer::result).toList());
      }
      assertEquals(4, new Ledger(lake.lake()).all().get(0).records());
      assertEquals(2, lambda.log().lines().filter(line -> line.startsWith("{\"_aws\":") && line.endsWith(",\"FailedLines\":50.0}")).count(), lambda.log());
      lambda.call("no call of Firehose, 203.0.113.7".getBytes(StandardCharsets.UTF_8));
      LocalLambda.Said failure = lambda.awaitWord();
      assertTrue(failure.path().endsWith("/error") && failure.body().contains("only Firehose can call this function"), failure.toString());
      assertTrue(!failure.body().contains("203.0.113.7") && !lambda.log().contains("203.0.113.7"), failure + lambda.log());
    }
  }

  @Test
  void theAggregationBuilds() throws Exception {
    SmallLake lake = new SmallLake(S3Server.newLake(folder.resolve("machine")));
    long now = System.currentTimeMillis() - SmallLake.NOON.toEpochMilli();
    lake.view("a", now, "/").event("a", now, "click").ingest();
    try (LocalGlue glue = new LocalGlue()) {
      try (LocalLambda lambda = new LocalLambda(zips.resolve("aggregate"), "tarn.aws.AggregateHandler::handleRequest",
          environment(lake, Map.of("TARN_DATABASE", "tarn", "AWS_ENDPOINT_URL_GLUE", glue.endpoint())), false, folder)) {
        lambda.call("{\"days\": 1}".getBytes(StandardCharsets.UTF_8));
        LocalLambda.Said answer = lambda.awaitWord();
        assertTrue(answer.body().contains("\"days_built\":1"), answer + lambda.log());
        assertEquals(1, glue.partitions().size());
      }
    }
    assertEquals(List.of("1"), lake.query("select sum(page_view_cnt) from stats"));
  }

  private static Map<String, String> environment(SmallLake lake, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.putAll(Map.of("TARN_LAKE", lake.lake().toString(), "AWS_ENDPOINT_URL_S3", S3Server.endpoint().toString(),
        "AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_ACCESS_KEY_ID", S3Server.KEY, "AWS_SECRET_ACCESS_KEY", S3Server.SECRET));
    return environment;
  }
}
