package tarn.lake;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server in this JVM, on loopback and in memory, one for all tests. It checks signatures. */
public final class S3Server {
  public static final String KEY = "local-identity";
  public static final String SECRET = "local-credential";

  private static final S3Server ONE = new S3Server();

  private final S3Proxy server;
  private int lakes;

  private S3Server() {
    server = S3Proxy.builder().blobStore(new TransientNio2BlobStore()).endpoint(URI.create("http://127.0.0.1:0"))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET).build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    // Where the SDK looks for credentials first.
    System.setProperty("aws.accessKeyId", KEY);
    System.setProperty("aws.secretAccessKey", SECRET);
  }

  public static URI endpoint() {
    return URI.create("http://127.0.0.1:" + ONE.server.getPort());
  }

  /** The prefix of three new buckets. */
  public static String newPrefix() {
    String prefix;
    synchronized (ONE) {
      prefix = "lake-" + ++ONE.lakes;
    }
    try (S3Client s3 = client()) {
      for (String zone : new String[] {"raw", "cleaned", "curated"}) {
        s3.createBucket(request -> request.bucket(prefix + "-" + zone));
      }
    }
    return prefix;
  }

  /** Speaks to it directly. */
  public static S3Client client() {
    return S3Client.builder().endpointOverride(endpoint()).region(Region.US_EAST_1).forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET))).build();
  }

  /** How a lake reaches it, or a proxy before it. @param folder for the cache and the state of this machine */
  public static S3Settings settings(URI endpoint, Path folder) {
    return settings(endpoint, folder, S3Settings.SILENCE);
  }

  /** The same without long waits before a request is sent again. @param silence after which it is sent again */
  static S3Settings settings(URI endpoint, Path folder, Duration silence) {
    return new S3Settings(new AwsAccess(endpoint, "us-east-1", null), folder.resolve("cache"), 1L << 30, folder.resolve("state"), silence,
        Duration.ofMillis(1), null);
  }

  /** A lake in new buckets. */
  public static Lake newLake(Path folder) {
    return lake(newPrefix(), endpoint(), folder);
  }

  /** A lake as another machine sees it whose user has this folder. */
  public static Lake lake(String prefix, URI endpoint, Path folder) {
    return Lake.open("s3://" + prefix, () -> settings(endpoint, folder));
  }
}
