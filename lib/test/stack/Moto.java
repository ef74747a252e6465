package tarn.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tarn.aws.PythonTool;

/** An emulator of AWS in a process of its own, on a free port of this machine. */
final class Moto implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Running on http://[^:]+:(\\d+)");

  private final Process process;
  private final String url;

  private Moto(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it and waits until it says that it is ready. */
  static Moto start() throws IOException {
    Process process = new ProcessBuilder(PythonTool.path("moto_server").toString(), "-p", "0").redirectErrorStream(true).start();
    BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        Thread rest = new Thread(() -> lines.lines().forEach(ignored -> {}));
        rest.setDaemon(true);
        rest.start();
        // The host by name: moto takes a URL of a template for one of its own only then.
        return new Moto(process, "http://localhost:" + ready.group(1));
      }
    }
    throw new IOException("moto did not start: " + said);
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
