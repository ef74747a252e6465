package tarn.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How a lake on S3 is reached, and what of it this machine keeps.
 *
 * @param cache where fetched files are kept
 * @param cacheBytes how much of them is kept
 * @param state where this machine keeps what belongs to lakes on S3 and is not in them yet
 * @param silence after which a request without an answer is sent again
 * @param pause before a request that failed is sent again, at most; twice that before the next time, and so on. Ten times as
 *     long where the service asks for fewer requests
 * @param httpfs how DuckDB finds its extension of this name, by which questions read the curated zone then: the file, or
 *     {@link HttpfsFiles#INSTALLED}; null for copies
 */
public record S3Settings(AwsAccess access, Path cache, long cacheBytes, Path state, Duration silence, Duration pause,
    String httpfs) {
  private static final long CACHE_BYTES = 10L << 30;
  private static final int MOST_ATTEMPTS = 6;
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
  static final Duration SILENCE = Duration.ofSeconds(20);
  static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /**
   * With the folders of this user; {@code TARN_CACHE} and {@code TARN_CACHE_MB} in the environment stand in for the cache's,
   * and {@code TARN_HTTPFS} asks for httpfs.
   */
  public static S3Settings of(AwsAccess access) {
    String cache = System.getenv("TARN_CACHE");
    String megabytes = System.getenv("TARN_CACHE_MB");
    if (megabytes != null && !megabytes.matches("\\d{1,9}")) {
      throw new LakeException("TARN_CACHE_MB is a number of megabytes, not " + megabytes);
    }
    String httpfs = System.getenv("TARN_HTTPFS");
    return new S3Settings(access, cache != null ? Path.of(cache) : UserFolders.cache().resolve("s3"),
        megabytes == null ? CACHE_BYTES : Long.parseLong(megabytes) << 20, UserFolders.state(), SILENCE, PAUSE,
        httpfs == null || httpfs.isBlank() ? null : httpfs);
  }

  /** With all that is kept on this machine in one folder, and with what the environment says of the rest. */
  public static S3Settings under(Path folder, long cacheBytes) {
    return new S3Settings(AwsAccess.BY_ENVIRONMENT, folder.resolve("s3"), cacheBytes, folder.resolve("state"), SILENCE, PAUSE, null);
  }

  S3Client client() {
    // The JDK keeps 5 connections to a host otherwise, and makes one anew for each request beyond.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", Integer.toString(S3Requests.MOST_AT_A_TIME));
    }
    S3ClientBuilder builder = S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECTION_TIMEOUT).socketTimeout(silence))
        .credentialsProvider(access.credentials())
        .region(access.usedRegion())
        .forcePathStyle(access.isOtherEndpoint())
        .overrideConfiguration(configuration -> {
          configuration.addExecutionInterceptor(new WholeAnswers());
          configuration.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(MOST_ATTEMPTS)
              // What an answer is parsed with wraps the failure once more than the SDK looks.
              .retryOnRootCauseInstanceOf(IOException.class)
              .backoffStrategy(BackoffStrategy.exponentialDelay(pause, LONGEST_PAUSE))
              .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(pause.multipliedBy(10), LONGEST_PAUSE)).build());
          if (access.profile() != null) {
            configuration.defaultProfileName(access.profile());
          }
        });
    if (access.endpoint() != null) {
      builder.endpointOverride(access.endpoint());
    }
    return builder.build();
  }
}
