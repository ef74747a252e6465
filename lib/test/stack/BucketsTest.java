package tarn.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tarn.lake.LakeException;

/** Whose buckets are used, asked of a server that does what S3 does with the owner that a call expects; the emulator takes no notice of it. */
class BucketsTest {
  private static final String US = "111122223333";
  private static final String THEM = "444455556666";

  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private HttpServer server;
  private S3Client s3;
  private Buckets buckets;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    s3 = S3Client.builder().endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort())).region(Region.EU_CENTRAL_1)
        .forcePathStyle(true).httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"))).build();
    buckets = new Buckets(s3, US);
  }

  @AfterEach
  void stop() {
    s3.close();
    server.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String[] path = exchange.getRequestURI().getPath().split("/", 3);
    String bucket = path[1];
    boolean hasKey = path.length > 2 && !path[2].isEmpty();
    String expected = exchange.getRequestHeaders().getFirst("x-amz-expected-bucket-owner");
    String call = exchange.getRequestMethod() + (hasKey ? " object" : "") + (exchange.getRequestURI().getQuery() == null ? ""
        : " " + exchange.getRequestURI().getQuery().replaceAll("[=&].*", ""));
    boolean isNew = call.equals("PUT") && owners.putIfAbsent(bucket, US) == null;
    calls.add(isNew || expected != null ? call : call + " of anybody");
    int status = !owners.containsKey(bucket) ? 404 : expected != null && !expected.equals(owners.get(bucket)) ? 403
        : call.equals("HEAD object") ? 404 : call.startsWith("DELETE") ? 204 : 200;
    String body = call.startsWith("GET list") ? "<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>"
        : call.startsWith("POST") ? "<DeleteResult/>" : "";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") || bytes.length == 0 ? -1 : bytes.length);
    if (!exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Test
  void everyCallSaysWhoseBucketItMeans(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("zip"), "code");
    assertFalse(buckets.exists("ours"));
    buckets.create("ours", "eu-central-1", "aws", true);
    buckets.putOnce("ours", "key", file);
    buckets.put("ours", "key", "text/plain", "no-store", new byte[] {1});
    assertTrue(buckets.get("ours", "key", folder.resolve("got")));
    assertEquals(1, buckets.remove("ours"));
    assertEquals(List.of("HEAD", "PUT", "PUT publicAccessBlock", "PUT policy", "PUT lifecycle", "HEAD object", "PUT object", "PUT object", "GET object",
        "HEAD", "GET list-type", "POST delete", "DELETE"), calls);
  }

  @Test
  void aBucketOfSomebodyElseIsNotTakenForOurs() {
    owners.put("tarn-111122223333-eu-central-1-artifacts", THEM);
    LakeException refusal = assertThrows(LakeException.class, () -> buckets.exists("tarn-111122223333-eu-central-1-artifacts"));
    assertTrue(refusal.getMessage().startsWith("the bucket tarn-111122223333-eu-central-1-artifacts is not yours: another account than "
        + US + " has it"), refusal.getMessage());
    assertThrows(S3Exception.class,
        () -> buckets.put("tarn-111122223333-eu-central-1-artifacts", "transform.zip", "application/zip", "no-store", new byte[] {1}));
  }
}
