package tarn.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.s3.S3Client;
import tarn.aws.OwnRules;
import tarn.lake.LakeException;

/** Brings the stack up: buckets, zips, change set, resources, then tracker and pixels. */
public final class Deploy {
  private static final int SALT_DAYS_MORE = 2;
  private static final int KEY_DIGITS = 16;

  private final AwsAccount account;
  private final String stackName;
  private final String prefix;
  private final Path root;
  private final Consumer<String> listener;
  private final PrintStream out;

  /**
   * @param prefix what the names of the buckets begin with; null for that of the stack that is there, or STACK-ACCOUNT-REGION
   * @param root the folder of the project
   * @param listener is told what goes on
   * @param out takes the changes and the outputs
   */
  public Deploy(AwsAccount account, String stackName, String prefix, Path root, Consumer<String> listener, PrintStream out) {
    this.account = account;
    this.stackName = stackName;
    this.prefix = prefix;
    this.root = root;
    this.listener = listener;
    this.out = out;
  }

  /** What the stack was deployed with last, by the names of the template's parameters; empty where there is none. */
  public Map<String, String> deployed() {
    try (CloudFormationClient cloudFormation = account.cloudFormation()) {
      StackName name = name(cloudFormation, account.region().id());
      return Deployment.parameters(new Deployment(cloudFormation, name, listener).stack());
    }
  }

  /**
   * The rules of the user's own in the zip that runs now, by their names in it.
   *
   * @throws LakeException where the stack is there and its zip is not
   */
  public Map<String, byte[]> deployedRules() throws IOException {
    Map<String, String> parameters = deployed();
    String key = parameters.get("TransformKey");
    if (key == null) {
      return Map.of();
    }
    Path zip = Files.createTempFile("tarn-deployed", ".zip");
    try (S3Client s3 = account.s3()) {
      if (!new Buckets(s3, account.number()).get(parameters.get("ArtifactsBucket"), key, zip)) {
        throw new LakeException("the code that runs, " + key + ", is not in " + parameters.get("ArtifactsBucket") + " any more, so nobody can "
            + "see whether it has rules of your own: give --referrers and --ua-regexes, or --no-own-rules");
      }
      return OwnRules.in(zip);
    } finally {
      Files.deleteIfExists(zip);
    }
  }

  /**
   * Finds out, before anything is built, whether account, names and settings will do.
   *
   * @return the processors that the functions are to be built for
   */
  public Architecture prepare(Map<String, String> settings) throws IOException {
    try (CloudFormationClient cloudFormation = account.cloudFormation()) {
      StackName name = name(cloudFormation, account.region().id());
      Map<String, String> parameters = parameters(name, new Deployment(cloudFormation, name, listener).stack(), settings);
      return Architecture.of(parameters.getOrDefault("Architecture", Architecture.ARM64.templateName()));
    }
  }

  /**
   * Does all of it.
   *
   * @param settings parameters of the template; what is not named stays as it was
   * @param dryRun to stop before anything but the bucket of artifacts has changed
   * @param go is asked once the changes are shown
   * @return whether it was done
   */
  public boolean run(Map<String, String> settings, List<LambdaPackage.Zip> zips, boolean dryRun, BooleanSupplier go)
      throws IOException, InterruptedException {
    for (LambdaPackage.Zip zip : zips) {
      if (!zip.missing().isEmpty() && !dryRun) {
        throw new LakeException(zip.file().getFileName() + " has no class " + String.join(" and no ", zip.missing())
            + ", so nothing would come of a hit: this version of Tarn only goes as far as --dry-run");
      }
    }
    try (CloudFormationClient cloudFormation = account.cloudFormation(); S3Client s3 = account.s3()) {
      String region = account.region().id();
      StackName name = name(cloudFormation, region);
      Deployment deployment = new Deployment(cloudFormation, name, listener);
      Optional<Stack> stack = dryRun ? deployment.stack() : deployment.ready();
      Map<String, String> parameters = parameters(name, stack, settings);
      Buckets buckets = new Buckets(s3, account.number());
      String templateUrl = upload(buckets, name, region, zips, parameters);

      Map<String, String> left = stack.isEmpty() ? leftBehind(buckets, name) : Map.of();
      if (!left.isEmpty()) {
        StackChange takeIn = deployment.takeIn(left);
        out.println("Buckets of an earlier stack, to be taken in with what is in them:");
        out.println(takeIn.table());
        if (dryRun || !go.getAsBoolean()) {
          takeIn.discard();
          listener.accept("The changes that follow can be shown when that is done.");
          return false;
        }
        takeIn.execute(listener);
        stack = deployment.stack();
      }
      String release = parameters.get("Release");
      StackChange change = deployment.change(stack, templateUrl, parameters, release);
      if (change.isEmpty()) {
        change.discard();
        listener.accept("The stack " + stackName + " is like this already.");
      } else {
        out.println(change.table());
        out.print(ParameterChanges.text(Deployment.parameters(stack), parameters));
        if (dryRun || left.isEmpty() && !go.getAsBoolean()) {
          change.discard();
          return false;
        }
        change.execute(listener);
      }
      putAssets(buckets, name);
      tell(Deployment.outputs(deployment.stack().orElseThrow()));
      return true;
    }
  }

  private StackName name(CloudFormationClient cloudFormation, String region) {
    StackName byDefault = prefix != null ? new StackName(stackName, prefix) : StackName.of(stackName, account.number(), region);
    Map<String, String> before = Deployment.parameters(new Deployment(cloudFormation, byDefault, listener).stack());
    String deployed = before.get("Prefix");
    if (deployed != null && prefix != null && !deployed.equals(prefix)) {
      throw new LakeException("the buckets of the stack " + stackName + " begin with " + deployed
          + " and cannot be renamed: leave --prefix out, or give another --stack");
    }
    return deployed == null ? byDefault : new StackName(stackName, deployed);
  }

  private Map<String, String> parameters(StackName name, Optional<Stack> stack, Map<String, String> settings) throws IOException {
    Set<String> known = TemplateParameters.of(Files.readString(template()));
    for (String setting : settings.keySet()) {
      if (!known.contains(setting)) {
        throw new LakeException("infra/template.yaml has no parameter " + setting + ": the names are " + String.join(", ", known));
      }
    }
    Map<String, String> parameters = new TreeMap<>(Deployment.parameters(stack));
    // Of an older version of the template.
    parameters.keySet().retainAll(known);
    parameters.put("Prefix", name.prefix());
    parameters.putIfAbsent("Database", name.database());
    parameters.putAll(settings);
    if (parameters.getOrDefault("Domains", "").isEmpty()) {
      throw new LakeException("no sites are named: give --domains example.com, since anyone could make partitions otherwise");
    }
    String rawDays = parameters.getOrDefault("RawRetentionDays", "30");
    if (!rawDays.matches("\\d{1,5}")) {
      throw new LakeException("RawRetentionDays is to be a number of days, not '" + rawDays + "'");
    }
    parameters.put("SaltRetentionDays", Integer.toString(Integer.parseInt(rawDays) + SALT_DAYS_MORE));
    return parameters;
  }

  /** Uploads under names that tell the content; the parameters get to know them. */
  private String upload(Buckets buckets, StackName name, String region, List<LambdaPackage.Zip> zips, Map<String, String> parameters)
      throws IOException {
    if (!buckets.exists(name.artifacts())) {
      listener.accept("Making the bucket " + name.artifacts() + " for the zips.");
      buckets.create(name.artifacts(), region, account.region().metadata().partition().id(), account.isEncrypted());
    }
    parameters.put("ArtifactsBucket", name.artifacts());
    for (LambdaPackage.Zip zip : zips) {
      byte[] sha256 = sha256(zip.file());
      String function = zip.file().getFileName().toString().replace(".zip", "");
      String key = function + "-" + HexFormat.of().formatHex(sha256).substring(0, KEY_DIGITS) + ".zip";
      listener.accept(String.format("Uploading %s (%,d bytes).", key, Files.size(zip.file())));
      buckets.putOnce(name.artifacts(), key, zip.file());
      if (function.equals("transform")) {
        parameters.put("TransformKey", key);
        parameters.put("TransformCodeSha256", Base64.getEncoder().encodeToString(sha256));
      } else {
        parameters.put("AggregateKey", key);
      }
    }
    parameters.put("Release", Deployment.release(Files.readString(template()), parameters));
    String key = "template-" + HexFormat.of().formatHex(sha256(template())).substring(0, KEY_DIGITS) + ".yaml";
    buckets.putOnce(name.artifacts(), key, template());
    return account.url(name.artifacts(), key);
  }

  private Path template() {
    return root.resolve("infra/template.yaml");
  }

  private static byte[] sha256(Path file) throws IOException {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Buckets of data without a stack, by their names in the template. */
  private static Map<String, String> leftBehind(Buckets buckets, StackName name) {
    Map<String, String> left = new LinkedHashMap<>();
    Map.of("RawBucket", name.raw(), "CleanedBucket", name.cleaned(), "CuratedBucket", name.curated())
        .forEach((logicalName, bucket) -> {
          if (buckets.exists(bucket)) {
            left.put(logicalName, bucket);
          }
        });
    return left;
  }

  private void putAssets(Buckets buckets, StackName name) throws IOException {
    Path assets = root.resolve("infra/assets");
    buckets.put(name.assets(), "tarn.js", "text/javascript; charset=utf-8", "public, max-age=3600",
        Files.readAllBytes(assets.resolve("tarn.min.js")));
    for (String pixel : List.of("hello.gif", "noscript.gif")) {
      // How long the edge keeps it. Browsers are told otherwise by the distribution.
      buckets.put(name.assets(), pixel, "image/gif", "public, max-age=86400", Files.readAllBytes(assets.resolve(pixel)));
    }
  }

  private void tell(Map<String, String> outputs) {
    outputs.forEach((key, value) -> out.printf("%-18s %s%n", key, value));
    String host = outputs.get("ServingHost");
    if (host != null) {
      out.printf("%nFor the pages of the sites:%n%n%s%n", SiteTags.of(host));
    }
  }
}
