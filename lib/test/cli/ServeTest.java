package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The collector as a command in a process of its own. */
@Timeout(300)
class ServeTest {
  private static final int TERMINATED = 143;
  private static final Pattern ADDRESS = Pattern.compile("Pixels and tracker at (http://\\S+)/tarn\\.js");

  @TempDir
  Path folder;

  private static String address(Process serve, Path output) throws Exception {
    Matcher said = ADDRESS.matcher("");
    while (!said.reset(Files.readString(output)).find()) {
      assertTrue(serve.isAlive(), "the command ended too early");
      LockSupport.parkNanos(1_000_000);
    }
    return said.group(1);
  }

  private static int get(HttpClient client, String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding()).statusCode();
  }

  @Test
  void whoIsToldToEndTakesInWhatIsHeld() throws Exception {
    Path output = folder.resolve("output");
    Path lake = folder.resolve("lake");
    Process serve = CommandRun.process(output, "serve", "--lake", lake, "--domains", "example.com",
        "--port", 0, "--live-port", 0, "--flush-every", "1h").start();
    try {
      String address = address(serve, output);
      HttpClient client = HttpClient.newHttpClient();
      for (int i = 0; i < 20; i++) {
        long now = System.currentTimeMillis();
        assertEquals(200, get(client, address + "/hello.gif?t=pv&hn=example.com&pa=%2F&ts=" + now));
      }
      assertEquals(403, get(client, address + "/hello.gif?t=pv&hn=other.example&pa=%2F"));
      serve.destroy();
      assertEquals(TERMINATED, serve.waitFor());
    } finally {
      serve.destroyForcibly();
    }
    String said = Files.readString(output);
    assertTrue(said.contains("20 hits taken, 0 refused as busy, 1 of other domains, 0 not counted on request."), said);
    assertTrue(said.contains("Every hit that was taken is in the lake."), said);
    assertEquals("20", CommandRun.of("query", "--lake", lake, "--format", "csv",
        "select count(*) as hits from incoming_events").out().lines().skip(1).findFirst().orElse(""));
  }
}
