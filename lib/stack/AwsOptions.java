package tarn.stack;

import java.net.URI;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import tarn.lake.LakeException;

/** Which account and region, found as the AWS CLI finds them: options, environment, {@code ~/.aws}, then the machine's role. */
public final class AwsOptions {
  @Option(names = "--region", description = "Region; else AWS_REGION or the one of the profile.")
  private String region;

  @Option(names = "--profile", description = "Profile of ~/.aws; else AWS_PROFILE or the default one.")
  private String profile;

  @Option(names = "--endpoint-url", paramLabel = "URL", description = "An emulator to talk to instead of AWS.")
  private URI endpoint;

  /** @throws LakeException where none is set */
  public Region region() {
    if (region != null) {
      return Region.of(region);
    }
    try {
      return DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion();
    } catch (SdkException noRegion) {
      throw new LakeException("no region is set: give --region, set AWS_REGION, or run aws configure", noRegion);
    }
  }

  public CloudFormationClient cloudFormation() {
    return with(CloudFormationClient.builder()).build();
  }

  public S3Client s3() {
    return with(S3Client.builder()).forcePathStyle(endpoint != null).build();
  }

  /** The number of the account. */
  public String account() {
    try (StsClient sts = with(StsClient.builder()).build()) {
      return sts.getCallerIdentity().account();
    }
  }

  /** Whether requests go by TLS, as they do but for an emulator. */
  boolean isEncrypted() {
    return endpoint == null || "https".equals(endpoint.getScheme());
  }

  /** Where an object of a bucket is for CloudFormation. */
  String url(String bucket, String key) {
    return endpoint != null ? endpoint.resolve("/" + bucket + "/" + key).toString()
        : "https://" + bucket + ".s3." + region().id() + "." + region().metadata().partition().dnsSuffix() + "/" + key;
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B with(B builder) {
    AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().profileName(profile).build();
    builder.region(region()).credentialsProvider(credentials).httpClientBuilder(UrlConnectionHttpClient.builder());
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }
}
