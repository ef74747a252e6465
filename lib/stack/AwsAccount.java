package tarn.stack;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import tarn.lake.AwsAccess;

/** An account and a region, and the services in them that a stack is put up with. */
public final class AwsAccount {
  private final AwsAccess access;

  public AwsAccount(AwsAccess access) {
    this.access = access;
  }

  /** @throws tarn.lake.LakeException where none is set */
  public Region region() {
    return access.usedRegion();
  }

  public CloudFormationClient cloudFormation() {
    return with(CloudFormationClient.builder()).build();
  }

  public S3Client s3() {
    return with(S3Client.builder()).forcePathStyle(access.isOtherEndpoint()).build();
  }

  IamClient iam() {
    return with(IamClient.builder()).build();
  }

  /** The number of the account. */
  public String number() {
    try (StsClient sts = with(StsClient.builder()).build()) {
      return sts.getCallerIdentity().account();
    }
  }

  /** Whether requests go by TLS, as they do but for an emulator. */
  boolean isEncrypted() {
    return access.endpoint() == null || "https".equals(access.endpoint().getScheme());
  }

  /** Where an object of a bucket is for CloudFormation. */
  String url(String bucket, String key) {
    return access.endpoint() != null ? access.endpoint().resolve("/" + bucket + "/" + key).toString()
        : "https://" + bucket + ".s3." + region().id() + "." + region().metadata().partition().dnsSuffix() + "/" + key;
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B with(B builder) {
    builder.region(region()).credentialsProvider(access.credentials()).httpClientBuilder(UrlConnectionHttpClient.builder());
    return access.endpoint() == null ? builder : builder.endpointOverride(access.endpoint());
  }
}
