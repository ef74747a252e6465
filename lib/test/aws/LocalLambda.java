package tarn.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs a function in a JVM of its own, with the program that Lambda runs it with, and speaks to that as Lambda does:
 * the runtime API with its steps of SnapStart.
 */
final class LocalLambda implements AutoCloseable {
  /** What the function did: its path in the API, and what it said. */
  record Said(String path, String body) {}

  private static final String API = "/2018-06-01/runtime/";
  private static final int SECONDS = 120;
  private static final Pattern RUNTIME_JARS =
      Pattern.compile(".*/(aws-lambda-java-(runtime-interface-client|serialization|core)|utils-lite)-[^/]*\\.jar");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> restored = new LinkedBlockingQueue<>();
  private final Process process;
  private final Path log;
  private final Path classes;

  /**
   * @param code the unpacked zip of the function
   * @param snapStart whether it waits for {@link #restore} once it has begun
   * @param folder where it may write
   */
  LocalLambda(Path code, String handler, Map<String, String> environment, boolean snapStart, Path folder) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(API, this::handle);
    server.start();
    log = folder.resolve("function.log");
    classes = folder.resolve("classes.log");
    List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
        // How Lambda joins its own interface of snapshots with that of org.crac.
        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac", "-Xlog:class+load:file=" + classes,
        "-Djava.io.tmpdir=" + folder, "-cp", runtimeJars(),
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(code.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + server.getAddress().getPort());
    builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", snapStart ? "snap-start" : "on-demand");
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    builder.environment().put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "tarn");
    builder.environment().put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    builder.environment().put("AWS_REGION", "eu-central-1");
    builder.environment().put("LAMBDA_TASK_ROOT", code.toString());
    process = builder.start();
  }

  /** All else comes from the zip. */
  private static String runtimeJars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> RUNTIME_JARS.matcher(jar).matches()).collect(Collectors.joining(File.pathSeparator));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(API.length());
    try {
      if (path.equals("invocation/next")) {
        byte[] event = events.take();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
        exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", "" + (System.currentTimeMillis() + 120_000));
        exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:tarn-transform:live");
        answer(exchange, 200, event);
      } else if (path.equals("restore/next")) {
        said.add(new Said(path, ""));
        restored.take();
        answer(exchange, 200, new byte[0]);
      } else {
        said.add(new Said(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        answer(exchange, 202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (InterruptedException closed) {
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Calls it. */
  void call(byte[] event) {
    events.add(event);
  }

  /** Lets it go on from its snapshot. */
  void restore() {
    restored.add(true);
  }

  /** What it says next; fails with its log where it says nothing. */
  Said awaitWord() throws Exception {
    for (int waited = 0; waited < SECONDS; waited++) {
      Said word = said.poll(1, TimeUnit.SECONDS);
      if (word != null) {
        return word;
      }
      if (!process.isAlive()) {
        break;
      }
    }
    throw new AssertionError(log());
  }

  /** Whether it has loaded a class by now. */
  boolean hasLoaded(Class<?> type) throws IOException {
    return Files.readString(classes).contains(" " + type.getName() + " ");
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    threads.shutdownNow();
    server.stop(0);
  }
}
