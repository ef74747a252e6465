package tarn.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Speaks as much of Glue's protocol as the partitions of one table need. The slow tests ask a fuller emulator. */
final class LocalGlue implements AutoCloseable {
  static final String LOCATION = "s3://tarn-curated/aggregated/events/";
  private static final int PAGE = 100;

  private final HttpServer server;
  private final Map<List<String>, String> partitions = new LinkedHashMap<>();
  private boolean refuses;

  LocalGlue() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized Map<List<String>, String> partitions() {
    return Map.copyOf(partitions);
  }

  /** From now on no partition is taken. */
  void refuse() {
    refuses = true;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    JsonNode request = FirehoseCalls.JSON.readTree(exchange.getRequestBody());
    String action = exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("AWSGlue.", "");
    ObjectNode answer = switch (action) {
      case "GetTable" -> FirehoseCalls.JSON.createObjectNode().set("Table", FirehoseCalls.JSON.createObjectNode().put("Name", "events")
          .set("StorageDescriptor", FirehoseCalls.JSON.createObjectNode().put("Location", LOCATION)));
      case "GetPartitions" -> page(request);
      case "BatchCreatePartition" -> create(request.get("PartitionInputList"));
      case "BatchDeletePartition" -> delete(request.get("PartitionsToDelete"));
      default -> throw new AssertionError(action);
    };
    byte[] bytes = FirehoseCalls.bytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ObjectNode page(JsonNode request) {
    int from = request.path("NextToken").asInt();
    ObjectNode page = FirehoseCalls.JSON.createObjectNode();
    ArrayNode found = page.putArray("Partitions");
    List<Map.Entry<List<String>, String>> all =
        partitions.entrySet().stream().filter(partition -> isWanted(partition.getKey(), request.path("Expression").asText())).toList();
    for (Map.Entry<List<String>, String> partition : all.subList(from, Math.min(all.size(), from + PAGE))) {
      ObjectNode json = found.addObject();
      partition.getKey().forEach(json.putArray("Values")::add);
      json.putObject("StorageDescriptor").put("Location", partition.getValue());
    }
    if (from + PAGE < all.size()) {
      page.put("NextToken", "" + (from + PAGE));
    }
    return page;
  }

  private static boolean isWanted(List<String> values, String expression) {
    for (String comparison : expression.isEmpty() ? new String[0] : expression.split(" and ")) {
      String[] parts = comparison.split(" ", 3);
      int order = values.get(List.of("domain_name", "event_date", "event_name").indexOf(parts[0])).compareTo(parts[2].replace("'", ""));
      boolean holds = switch (parts[1]) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        default -> throw new AssertionError(comparison);
      };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static List<String> values(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private ObjectNode create(JsonNode inputs) {
    ObjectNode answer = FirehoseCalls.JSON.createObjectNode();
    ArrayNode errors = answer.putArray("Errors");
    if (inputs.size() > 100) {
      throw new AssertionError("Glue takes 100 at most");
    }
    inputs.forEach(input -> {
      if (refuses || partitions.putIfAbsent(values(input.get("Values")), input.at("/StorageDescriptor/Location").asText()) != null) {
        errors.addObject().set("ErrorDetail", FirehoseCalls.JSON.createObjectNode()
            .put("ErrorCode", refuses ? "InternalServiceException" : "AlreadyExistsException"));
      }
    });
    return answer;
  }

  private ObjectNode delete(JsonNode gone) {
    if (gone.size() > 25) {
      throw new AssertionError("Glue takes 25 at most");
    }
    gone.forEach(partition -> partitions.remove(values(partition.get("Values"))));
    return FirehoseCalls.JSON.createObjectNode();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
