package tarn.lake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy before an S3 server, at which requests fail as they do on networks and in services: those that a test names. */
public final class UnreliableS3 implements AutoCloseable {
  /** What becomes of a request. */
  public enum Fault {
    /** The connection ends in the middle of the request; the server hears nothing. */
    CUT_UPLOAD,
    /** The server does it, and the connection ends in the middle of its answer. */
    CUT_DOWNLOAD,
    /** The server does it, and the connection ends before its answer. */
    LOST_ANSWER,
    /** The server hears nothing, and the connection stays open. */
    SILENCE,
    /** The answer comes after a while. */
    DELAY,
    SERVER_ERROR,
    SLOW_DOWN,
    EXPIRED_400,
    EXPIRED_403,
    /** What the service answers to the last request of an upload in parts that comes again. */
    NO_SUCH_UPLOAD
  }

  /** A request. @param number since the trouble began, from 1. @param target path and query */
  public record Request(int number, String method, String target) {
    /** True where this has the method, or any where it is empty, and the text is part of the target. */
    boolean isOf(String wantedMethod, String text) {
      return (wantedMethod.isEmpty() || wantedMethod.equals(method)) && target.contains(text);
    }
  }

  /** Which requests fail. */
  public interface Trouble {
    /** Null for a request that comes through. */
    Fault of(Request request);
  }

  private static final Trouble NONE = request -> null;
  private static final long DELAY_MILLIS = 50;

  private final URI server;
  private final HttpServer proxy;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger faults = new AtomicInteger();
  private volatile Trouble trouble = NONE;

  public UnreliableS3(URI server) throws IOException {
    this.server = server;
    // Otherwise each answer waits for an acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    proxy.setExecutor(threads);
    proxy.createContext("/", this::handle);
    proxy.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
  }

  /** From now on these requests fail. */
  public UnreliableS3 fail(Trouble which) {
    requests.clear();
    number.set(0);
    faults.set(0);
    trouble = which;
    return this;
  }

  /** From now on the first so many requests with this method, or any where it is empty, and this text in their target fail. */
  public UnreliableS3 fail(int times, Fault fault, String method, String text) {
    AtomicInteger left = new AtomicInteger(times);
    return fail(request -> request.isOf(method, text) && left.getAndDecrement() > 0 ? fault : null);
  }

  /** From now on every request with this method, or any where it is empty, and this text in its target fails. */
  public UnreliableS3 failAlways(Fault fault, String method, String text) {
    return fail(request -> request.isOf(method, text) ? fault : null);
  }

  /** From now on no request fails. */
  public UnreliableS3 heal() {
    return fail(NONE);
  }

  /** What was asked since the trouble began, or ended. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** How many requests have failed since the trouble began. */
  public int faults() {
    return faults.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request = new Request(number.incrementAndGet(), exchange.getRequestMethod(), exchange.getRequestURI().toString());
    requests.add(request);
    Fault fault = trouble.of(request);
    if (fault == null) {
      answer(exchange, sent(exchange), false);
      return;
    }
    faults.incrementAndGet();
    switch (fault) {
      case CUT_UPLOAD -> {
        exchange.getRequestBody().readNBytes(length(exchange) / 2);
        exchange.close();
      }
      case CUT_DOWNLOAD -> answer(exchange, sent(exchange), true);
      case LOST_ANSWER -> {
        sent(exchange);
        exchange.close();
      }
      case SILENCE -> {
        waitUntilClosed(Long.MAX_VALUE);
        exchange.close();
      }
      case DELAY -> {
        waitUntilClosed(DELAY_MILLIS);
        answer(exchange, sent(exchange), false);
      }
      case SERVER_ERROR -> refuse(exchange, 500, "InternalError");
      case SLOW_DOWN -> refuse(exchange, 503, "SlowDown");
      case EXPIRED_400 -> refuse(exchange, 400, "ExpiredToken");
      case EXPIRED_403 -> refuse(exchange, 403, "ExpiredToken");
      case NO_SUCH_UPLOAD -> refuse(exchange, 404, "NoSuchUpload");
    }
  }

  private void waitUntilClosed(long millis) {
    try {
      closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static int length(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length == null ? 0 : Integer.parseInt(length);
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>made up by the test</Message></Error>")
        .getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
    if (!isHead) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** What the server answers, head and body. */
  private byte[] sent(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " HTTP/1.0\r\n");
    exchange.getRequestHeaders().forEach((name, values) -> {
      if (!List.of("expect", "connection", "transfer-encoding", "content-length").contains(name.toLowerCase(java.util.Locale.ROOT))) {
        values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n"));
      }
    });
    if (!List.of("GET", "HEAD", "DELETE").contains(exchange.getRequestMethod())) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    try (Socket socket = new Socket(server.getHost(), server.getPort()); InputStream answer = socket.getInputStream()) {
      OutputStream out = socket.getOutputStream();
      out.write(request.toByteArray());
      out.flush();
      return answer.readAllBytes();
    }
  }

  private static void answer(HttpExchange exchange, byte[] answer, boolean isCut) throws IOException {
    int bodyAt = indexOfBody(answer);
    String[] head = new String(answer, 0, bodyAt - 4, StandardCharsets.ISO_8859_1).split("\r\n");
    byte[] body = Arrays.copyOfRange(answer, bodyAt, answer.length);
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    if (isCut && (isHead || body.length == 0)) {
      exchange.close();
      return;
    }
    for (String line : Arrays.copyOfRange(head, 1, head.length)) {
      String name = line.substring(0, line.indexOf(':'));
      if (!name.equalsIgnoreCase("Connection") && !name.equalsIgnoreCase("Date") && (isHead || !name.equalsIgnoreCase("Content-Length"))) {
        exchange.getResponseHeaders().add(name, line.substring(line.indexOf(':') + 1).strip());
      }
    }
    exchange.sendResponseHeaders(Integer.parseInt(head[0].split(" ")[1]), isHead || body.length == 0 ? -1 : body.length);
    if (!isHead && body.length > 0) {
      exchange.getResponseBody().write(body, 0, isCut ? body.length / 2 : body.length);
      exchange.getResponseBody().flush();
    }
    // Where bytes are missing this ends the connection.
    exchange.close();
  }

  private static int indexOfBody(byte[] answer) {
    for (int i = 3; i < answer.length; i++) {
      if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n') {
        return i + 1;
      }
    }
    throw new UncheckedIOException(new IOException("the S3 server has not answered"));
  }

  @Override
  public void close() {
    closed.countDown();
    proxy.stop(0);
    threads.shutdownNow();
  }
}
