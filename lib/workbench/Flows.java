package tarn.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flows as Plotly's Sankey diagram: a name on the left and the same name on the right are two places. */
final class Flows {
  private Flows() {}

  static ObjectNode trace(Columns columns, String from, String to, String value, List<String> colours) {
    ArrayNode sources = columns.labels(from);
    ArrayNode targets = columns.labels(to);
    Map<String, Integer> left = new LinkedHashMap<>();
    sources.forEach(name -> left.putIfAbsent(name.asText(), left.size()));
    Map<String, Integer> right = new LinkedHashMap<>();
    targets.forEach(name -> right.putIfAbsent(name.asText(), left.size() + right.size()));
    ObjectNode trace = JsonNodeFactory.instance.objectNode().put("type", "sankey").put("arrangement", "snap");
    ObjectNode node = trace.putObject("node").put("pad", 12).put("thickness", 14);
    ArrayNode labels = node.putArray("label");
    ArrayNode colour = node.putArray("color");
    left.keySet().forEach(labels::add);
    right.keySet().forEach(labels::add);
    for (int i = 0; i < left.size() + right.size(); i++) {
      colour.add(colours.get(i % colours.size()));
    }
    ObjectNode link = trace.putObject("link").put("color", "rgba(128,128,128,0.3)");
    sources.forEach(name -> link.withArray("/source").add(left.get(name.asText())));
    targets.forEach(name -> link.withArray("/target").add(right.get(name.asText())));
    link.set("value", columns.values(value));
    return trace;
  }
}
