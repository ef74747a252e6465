package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.cli.Repository;

/** The examples of docs/collector.md are read by the programs they are for. */
@Tag("slow")
class ProxyExamplesTest {
  @TempDir
  Path folder;

  private static String example(String language) throws IOException {
    String docs = Files.readString(Repository.root().resolve("docs/collector.md"));
    String begin = "```" + language + "\n";
    int start = docs.indexOf(begin) + begin.length();
    return docs.substring(start, docs.indexOf("```", start));
  }

  private void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  @Test
  void caddyTakesItsExample() throws Exception {
    Path file = Files.writeString(folder.resolve("Caddyfile"), example("caddy"));
    run("caddy", "validate", "--adapter", "caddyfile", "--config", file.toString());
  }

  @Test
  void nginxTakesItsExample() throws Exception {
    String certificate = folder.resolve("certificate.pem").toString();
    String key = folder.resolve("key.pem").toString();
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=stats.example.com", "-days", "1", "-out", certificate, "-keyout", key);
    String example = example("nginx").replace("/etc/ssl/stats.example.com/fullchain.pem", certificate)
        .replace("/etc/ssl/stats.example.com/privkey.pem", key).replace("listen 443", "listen 127.0.0.1:18443");
    Path file = Files.writeString(folder.resolve("nginx.conf"), "pid " + folder + "/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n" + example + "}\n");
    run("nginx", "-t", "-e", "stderr", "-p", folder.toString(), "-c", file.toString());
  }
}
