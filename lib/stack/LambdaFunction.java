package tarn.stack;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the zip of each function holds. A new dependency of a room below gets its line here. */
enum LambdaFunction {
  /** Called by Firehose: no DuckDB, which would triple its size. */
  TRANSFORM("TransformHandler", List.of("log", "enrich", "event", "lake", "aws"), List.of(),
      List.of("tarn/aws/AggregateHandler", "tarn/aws/EventPartitions")),
  AGGREGATE("AggregateHandler", List.of("log", "enrich", "event", "lake", "aggregate", "aws"),
      List.of("org/duckdb/duckdb_jdbc", "software/amazon/awssdk/glue"), List.of());

  /** Folders of the Maven repository whose jars both functions need. */
  private static final List<String> BOTH = List.of(
      "com/fasterxml/jackson",
      "com/github/ua-parser",
      "org/yaml/snakeyaml",
      "org/apache/commons/commons-csv",
      "org/apache/commons/commons-collections4",
      "commons-io",
      "commons-codec",
      "org/slf4j",
      "org/reactivestreams",
      "com/amazonaws/aws-lambda-java",
      "io/github/crac",
      "software/amazon/awssdk",
      "software/amazon/eventstream");
  /**
   * Of the SDK: what only deploy or one function needs, and clients of HTTP beside the one in use. The protocol of queries
   * stays: with its classes answers of S3 are read.
   */
  private static final Pattern LEFT_OUT =
      Pattern.compile(".*/software/amazon/awssdk/(?:cloudformation|glue|iam|sts|sso|ssooidc|netty-nio-client|apache-client|apache5-client)/.*");

  private final String handler;
  private final List<String> rooms;
  private final List<String> ownJars;
  private final List<String> leftOut;

  LambdaFunction(String handler, List<String> rooms, List<String> ownJars, List<String> leftOut) {
    this.handler = handler;
    this.rooms = rooms;
    this.ownJars = ownJars;
    this.leftOut = leftOut;
  }

  /** The class that Lambda calls. */
  String handler() {
    return "tarn.aws." + handler;
  }

  /** Without these nothing would come of a hit: what Lambda calls, and what reads and writes buckets. */
  List<String> neededClasses() {
    return List.of(handler(), "tarn.lake.S3Store");
  }

  /** The rooms of lib whose classes it runs. */
  List<String> rooms() {
    return rooms;
  }

  /** Of the classes of its rooms, those that are not the other function's. */
  boolean takesClass(String file) {
    return leftOut.stream().noneMatch(file::startsWith);
  }

  boolean takes(String jar) {
    String path = jar.replace('\\', '/');
    return (BOTH.stream().anyMatch(folder -> path.contains("/" + folder)) && !LEFT_OUT.matcher(path).matches())
        || ownJars.stream().anyMatch(folder -> path.contains("/" + folder));
  }

  String zipName() {
    return name().toLowerCase(Locale.ROOT) + ".zip";
  }
}
