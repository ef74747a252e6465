package tarn.cli;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.lake.AwsAccess;
import tarn.lake.S3Settings;

/** How AWS is reached, as with the AWS CLI, whose environment variables and files stand in for these options. */
public final class AwsOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--endpoint-url", paramLabel = "URL", description = "Of a service that speaks as AWS does, or of an emulator; as in the AWS CLI.")
  private String endpoint;

  @Option(names = "--region", paramLabel = "NAME", description = "AWS region; as in the AWS CLI.")
  private String region;

  @Option(names = "--profile", paramLabel = "NAME", description = "Profile of the AWS configuration; as in the AWS CLI.")
  private String profile;

  /** Another address than that of AWS; null where none was given. */
  private URI endpoint() {
    if (endpoint == null) {
      return null;
    }
    if (!endpoint.matches("https?://[^/?#]+/?")) {
      throw new ParameterException(command.commandLine(), "--endpoint-url wants an address such as http://localhost:9000");
    }
    return URI.create(endpoint);
  }

  /** What was given, as variables of the environment, for programs that are started from here. */
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    if (endpoint() != null) {
      environment.put("AWS_ENDPOINT_URL", endpoint().toString());
    }
    if (region != null) {
      environment.put("AWS_REGION", region);
    }
    if (profile != null) {
      environment.put("AWS_PROFILE", profile);
    }
    return environment;
  }

  /** The same as one. */
  public AwsAccess access() {
    return new AwsAccess(endpoint(), region, profile);
  }

  /** For lakes on S3. */
  public S3Settings s3() {
    return S3Settings.of(access());
  }
}
