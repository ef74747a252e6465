package tarn.lake;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How S3 is reached, as with the AWS CLI: what is null here comes from the environment or from the profile.
 *
 * @param endpoint of another service that speaks as S3 does, or of an emulator
 * @param cache where fetched files are kept
 * @param cacheBytes how much of them is kept
 * @param state where this machine keeps what belongs to lakes on S3 and is not in them yet
 * @param silence after which a request without an answer is sent again
 */
public record S3Settings(URI endpoint, String region, String profile, Path cache, long cacheBytes, Path state,
    Duration silence) {
  private static final long CACHE_BYTES = 10L << 30;
  private static final int MOST_ATTEMPTS = 6;
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** With the folders of this user; {@code TARN_CACHE} and {@code TARN_CACHE_MB} in the environment stand in for the cache's. */
  public static S3Settings of(URI endpoint, String region, String profile) {
    String cache = System.getenv("TARN_CACHE");
    String megabytes = System.getenv("TARN_CACHE_MB");
    if (megabytes != null && !megabytes.matches("\\d{1,9}")) {
      throw new LakeException("TARN_CACHE_MB is a number of megabytes, not " + megabytes);
    }
    return new S3Settings(endpoint, region, profile, cache != null ? Path.of(cache) : UserFolders.cache().resolve("s3"),
        megabytes == null ? CACHE_BYTES : Long.parseLong(megabytes) << 20, UserFolders.state(), SILENCE);
  }

  /** With all that is kept on this machine in one folder, and with what the environment says of the rest. */
  public static S3Settings under(Path folder, long cacheBytes) {
    return new S3Settings(null, null, null, folder.resolve("s3"), cacheBytes, folder.resolve("state"), SILENCE);
  }

  S3Client client() {
    // The JDK keeps 5 connections to a host otherwise, and makes one anew for each request beyond.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", Integer.toString(S3Store.THREADS));
    }
    S3ClientBuilder builder = S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECTION_TIMEOUT).socketTimeout(silence))
        .credentialsProvider(DefaultCredentialsProvider.builder().profileName(profile).build())
        .region(usedRegion())
        .forcePathStyle(isOtherEndpoint())
        .overrideConfiguration(configuration -> {
          configuration.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(MOST_ATTEMPTS).build());
          if (profile != null) {
            configuration.defaultProfileName(profile);
          }
        });
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }

  private Region usedRegion() {
    if (region != null) {
      return Region.of(region);
    }
    // The AWS CLI knows this name, the SDK does not.
    String given = System.getenv("AWS_REGION") == null ? System.getenv("AWS_DEFAULT_REGION") : null;
    if (given != null) {
      return Region.of(given);
    }
    try {
      return DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion();
    } catch (software.amazon.awssdk.core.exception.SdkClientException none) {
      if (isOtherEndpoint()) {
        return Region.US_EAST_1;
      }
      throw new LakeException("no AWS region given: use --region, set AWS_REGION, or name one in the profile", none);
    }
  }

  /** Other services and emulators know buckets by path; the SDK finds their address in the environment or the profile by itself. */
  private boolean isOtherEndpoint() {
    String name = profile != null ? profile : ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    return endpoint != null || System.getenv("AWS_ENDPOINT_URL_S3") != null || System.getenv("AWS_ENDPOINT_URL") != null
        || ProfileFile.defaultProfileFile().profile(name).flatMap(known -> known.property("endpoint_url")).isPresent();
  }
}
