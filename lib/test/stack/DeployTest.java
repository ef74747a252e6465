package tarn.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import tarn.aws.OwnRules;
import tarn.aws.PythonTool;
import tarn.cli.Repository;
import tarn.lake.AwsAccess;
import tarn.lake.LakeException;

/**
 * Up, up to date and down again, against an emulator. It makes the resources that it knows, a third of all,
 * takes no account of roles and policies, and cannot execute the change set that takes buckets in: that one is made and shown
 * only.
 */
@Tag("slow")
class DeployTest {
  private static final String PREFIX = "tarn-123456789012-us-east-1";
  private static final List<String> DATA = List.of(PREFIX + "-cleaned", PREFIX + "-curated", PREFIX + "-raw");
  private static final Map<String, String> SITES = Map.of("Domains", "example.com,example.org");

  @TempDir
  Path folder;

  private final Map<String, String> before = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> told = new ArrayList<>();
  private List<String> missing = List.of();
  private Map<String, byte[]> rules = Map.of();
  private Moto moto;
  private AwsAccount account;

  @BeforeEach
  void start() throws Exception {
    moto = Moto.start();
    for (String credential : List.of("aws.accessKeyId", "aws.secretAccessKey")) {
      before.put(credential, System.setProperty(credential, "test"));
    }
    account = new AwsAccount(new AwsAccess(URI.create(moto.url()), "us-east-1", null));
  }

  @AfterEach
  void stop() {
    // Other tests have a server and credentials of their own.
    before.forEach((credential, value) -> {
      if (value == null) {
        System.clearProperty(credential);
      } else {
        System.setProperty(credential, value);
      }
    });
    moto.close();
  }

  private boolean deploy(Map<String, String> settings, String code, boolean dryRun) throws Exception {
    return deploy("tarn", null, settings, code, dryRun);
  }

  private boolean deploy(String stack, String prefix, Map<String, String> settings, String code, boolean dryRun) throws Exception {
    List<LambdaPackage.Zip> zips = new ArrayList<>();
    for (String name : List.of("transform.zip", "aggregate.zip")) {
      StableZip zip = new StableZip();
      rules.forEach(zip::add);
      zip.add("code.txt", (name + code).getBytes(StandardCharsets.UTF_8));
      zip.write(folder.resolve(name));
      zips.add(new LambdaPackage.Zip(folder.resolve(name), zip.unpackedBytes(), missing));
    }
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Deploy(account, stack, prefix, Repository.root(), told::add, print).run(settings, zips, dryRun, () -> true);
  }

  private boolean destroy(boolean withData, boolean yes) throws Exception {
    out.reset();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Destroy(account, "tarn", null, told::add, print).run(withData, () -> yes);
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> buckets() {
    try (S3Client s3 = account.s3()) {
      return s3.listBuckets().buckets().stream().map(bucket -> bucket.name()).sorted().toList();
    }
  }

  private List<String> objects(String bucket) {
    try (S3Client s3 = account.s3()) {
      return s3.listObjectsV2(request -> request.bucket(bucket)).contents().stream().map(object -> object.key()).toList();
    }
  }

  /** What another client of AWS sees: a line of Python that may use {@code client('kinesis')} and so on. */
  private String seen(String expression) throws Exception {
    String script = "import boto3\ndef client(name):\n  return boto3.client(name, region_name='us-east-1', endpoint_url='" + moto.url()
        + "', aws_access_key_id='test', aws_secret_access_key='test')\nprint(" + expression + ")\n";
    PythonTool.Output output = PythonTool.run("python", "-c", script);
    assertEquals(0, output.exitCode(), output.text());
    return output.out().strip();
  }

  @Test
  void aDryRunShowsTheChangesAndMakesOnlyTheBucketOfTheZips() throws Exception {
    assertFalse(deploy(SITES, "1", true));
    assertTrue(shown().contains(" Add     Distribution "), shown());
    assertEquals(List.of(PREFIX + "-artifacts"), buckets());
    assertEquals("[]", seen("client('cloudformation').describe_stacks()['Stacks']"));
  }

  @Test
  void theStackComesUp() throws Exception {
    assertTrue(deploy(SITES, "1", false));
    assertTrue(told.stream().anyMatch(line -> line.startsWith("CREATE_COMPLETE")), told.toString());
    List<String> expected = new ArrayList<>(List.of(PREFIX + "-artifacts", PREFIX + "-assets"));
    expected.addAll(DATA);
    assertEquals(expected, buckets());
    assertEquals(List.of("hello.gif", "noscript.gif", "tarn.js"), objects(PREFIX + "-assets"));
    assertEquals("1",
        seen("client('kinesis').describe_stream_summary(StreamName='tarn-hits')['StreamDescriptionSummary']['OpenShardCount']"));
    assertEquals("java25 tarn.aws.TransformHandler::handleRequest example.com,example.org s3://" + PREFIX, seen(
        "*[(f['Runtime'], f['Handler'], f['Environment']['Variables']['TARN_DOMAINS'], f['Environment']['Variables']['TARN_LAKE'])"
            + " for f in [client('lambda').get_function_configuration(FunctionName='tarn-transform')]][0]"));
  }

  @Test
  void doneAgainItUpdatesWhatHasChangedAndKeepsTheRest() throws Exception {
    deploy(SITES, "1", false);
    told.clear();
    // The emulator gives lists back as Python prints them, so the sites are named each time.
    assertTrue(deploy(with("RawRetentionDays", "10"), "2", false));
    assertTrue(told.stream().anyMatch(line -> line.startsWith("UPDATE_COMPLETE")), told.toString());
    Map<String, String> parameters = parameters();
    assertEquals("10", parameters.get("RawRetentionDays"));
    assertEquals("12", parameters.get("SaltRetentionDays"));
    assertEquals("tarn", parameters.get("Database"));
    assertTrue(deploy(SITES, "2", false));
    assertEquals(parameters, parameters());
    assertTrue(deploy(SITES, "3", false));
    assertNotEquals(parameters.get("Release"), parameters().get("Release"));
  }

  @Test
  void theRulesInTheCodeThatRunsAreFoundAgain() throws Exception {
    Deploy deploy = new Deploy(account, "tarn", null, Repository.root(), told::add, System.out);
    assertEquals(Map.of(), deploy.deployedRules());
    deploy(SITES, "1", false);
    assertEquals(Map.of(), deploy.deployedRules());
    rules = Map.of(OwnRules.REFERRERS, "host,source,medium\n".getBytes(StandardCharsets.UTF_8));
    deploy(SITES, "2", true);
    assertEquals(Map.of(), deploy.deployedRules());
    deploy(SITES, "2", false);
    assertEquals(Set.of(OwnRules.REFERRERS), deploy.deployedRules().keySet());
    assertArrayEquals(rules.get(OwnRules.REFERRERS), deploy.deployedRules().get(OwnRules.REFERRERS));
    try (S3Client s3 = account.s3()) {
      new Buckets(s3, account.number()).empty(PREFIX + "-artifacts");
    }
    assertTrue(assertThrows(LakeException.class, deploy::deployedRules).getMessage().endsWith("or --no-own-rules"));
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> settings = new TreeMap<>(SITES);
    settings.put(name, value);
    return settings;
  }

  /** It makes no tables of a catalog from a template, so they are handed to it one by one. */
  @Test
  void theCatalogTakesTheTables() throws Exception {
    Map<String, Object> tables = new TreeMap<>();
    TemplateFile.resources().forEach((name, resource) -> {
      if (resource.get("Type").equals("AWS::Glue::Table")) {
        tables.put(name, TemplateFile.<Object>cast(resource.get("Properties")).get("TableInput"));
      }
    });
    Path file = Files.writeString(folder.resolve("tables.json"), new ObjectMapper().writeValueAsString(tables)
        .replace("[\",\",\"!Ref Domains\"]", "\"example.com\""));
    assertEquals("['events', 'incoming_events', 'sessions', 'stats']", seen("(client('glue').create_database(DatabaseInput={'Name': 'tarn'}),"
        + " [client('glue').create_table(DatabaseName='tarn', TableInput=t) for t in __import__('json').load(open('" + file + "')).values()],"
        + " sorted(t['Name'] for t in client('glue').get_tables(DatabaseName='tarn')['TableList']))[2]"));
  }

  private Map<String, String> parameters() throws Exception {
    Map<String, String> parameters = new TreeMap<>();
    for (String line : seen("'\\n'.join(p['ParameterKey'] + '=' + p['ParameterValue'] for p in"
        + " client('cloudformation').describe_stacks(StackName='tarn')['Stacks'][0]['Parameters'])").lines().toList()) {
      parameters.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    return parameters;
  }

  @Test
  void downItGoesWithoutTheDataWhichTheNextOneTakesIn() throws Exception {
    deploy(SITES, "1", false);
    put(PREFIX + "-raw", "event_date=2026-11-20/a.gz");
    assertFalse(destroy(false, false));
    assertEquals(5, buckets().size());
    assertTrue(destroy(false, true));
    assertTrue(shown().contains("kept:    the bucket " + PREFIX + "-raw"), shown());
    assertEquals(DATA, buckets());
    assertEquals(List.of("event_date=2026-11-20/a.gz"), objects(PREFIX + "-raw"));
    out.reset();
    assertFalse(deploy(SITES, "1", true));
    for (String bucket : List.of("RawBucket", "CleanedBucket", "CuratedBucket")) {
      assertTrue(shown().contains(" " + bucket + " "), shown());
    }
    assertFalse(shown().contains("Distribution"), shown());
  }

  /** IAM would not delete them, and CloudFormation would stop half way. */
  @Test
  void thePoliciesAreTakenFromWhoeverHasThem() throws Exception {
    deploy(SITES, "1", false);
    String policy = "[r['PhysicalResourceId'] for r in client('cloudformation').list_stack_resources(StackName='tarn')"
        + "['StackResourceSummaries'] if r['LogicalResourceId'] == 'ReaderPolicy'][0]";
    seen("(client('iam').create_user(UserName='anna'), client('iam').attach_user_policy(UserName='anna', PolicyArn=" + policy + "),"
        + " client('iam').create_group(GroupName='analysts'), client('iam').attach_group_policy(GroupName='analysts', PolicyArn=" + policy + "))");
    String held = "[p['PolicyArn'] for p in client('iam').list_attached_user_policies(UserName='anna')['AttachedPolicies']"
        + " + client('iam').list_attached_group_policies(GroupName='analysts')['AttachedPolicies']]";
    assertFalse(destroy(false, false));
    assertTrue(shown().matches("(?s).*taken:   the policy \\S+ from the user anna\ntaken:   the policy \\S+ from the group analysts\n.*"), shown());
    assertNotEquals("[]", seen(held));
    assertTrue(destroy(false, true));
    assertEquals("[]", seen(held));
  }

  private void put(String bucket, String key) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "line");
    try (S3Client s3 = account.s3()) {
      s3.putObject(request -> request.bucket(bucket).key(key), file);
    }
  }

  @Test
  void withTheDataNothingIsLeft() throws Exception {
    deploy(SITES, "1", false);
    put(PREFIX + "-curated", "aggregated/stats/x.parquet");
    assertTrue(destroy(true, true));
    assertEquals(List.of(), buckets());
    LakeException again = assertThrows(LakeException.class, () -> destroy(true, true));
    assertEquals("there is no stack tarn in us-east-1: is this the right region and profile?", again.getMessage());
  }

  @Test
  void aZipThatLacksAClassIsNotDeployed() throws Exception {
    missing = List.of("its.Handler");
    assertFalse(deploy(SITES, "1", true));
    assertThrows(LakeException.class, () -> deploy(SITES, "1", false));
    assertEquals(List.of(PREFIX + "-artifacts"), buckets());
  }

  @Test
  void theNamesOfBucketsStayWhatTheyWere() throws Exception {
    deploy("shop", "my-shop", SITES, "1", false);
    assertTrue(buckets().contains("my-shop-raw"), buckets().toString());
    deploy("shop", null, SITES, "2", false);
    assertFalse(buckets().contains("shop-123456789012-us-east-1-raw"), buckets().toString());
    assertThrows(LakeException.class, () -> deploy("shop", "other", SITES, "2", false));
  }
}
