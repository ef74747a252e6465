package tarn.stack;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tarn.cli.Repository;

/** {@code infra/template.yaml} as maps, lists and strings; {@code !Sub x} is the string {@code !Sub x}. */
final class TemplateFile {
  private TemplateFile() {}

  static String text() throws IOException {
    return Files.readString(Repository.root().resolve("infra/template.yaml"));
  }

  /** The resources by name. */
  static Map<String, Map<String, Object>> resources() throws IOException {
    return cast(section("Resources"));
  }

  /** A section at the top. */
  static Map<String, Object> section(String name) throws IOException {
    return cast(cast(value(new Yaml().compose(new StringReader(text())))).get(name));
  }

  /** Calls with every mapping anywhere below a value and the way to it. */
  static void walk(String way, Object value, BiConsumer<String, Map<String, Object>> visitor) {
    if (value instanceof Map<?, ?> map) {
      visitor.accept(way, cast(map));
      map.forEach((key, child) -> walk(way + "/" + key, child, visitor));
    } else if (value instanceof List<?> list) {
      list.forEach(child -> walk(way, child, visitor));
    }
  }

  @SuppressWarnings("unchecked")
  static <V> Map<String, V> cast(Object map) {
    return (Map<String, V>) map;
  }

  private static Object value(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      mapping.getValue().forEach(entry -> map.put(((ScalarNode) entry.getKeyNode()).getValue(), value(entry.getValueNode())));
      return map;
    }
    if (node instanceof SequenceNode sequence) {
      return new ArrayList<>(sequence.getValue().stream().map(TemplateFile::value).toList());
    }
    String tag = node.getTag().getValue();
    String text = ((ScalarNode) node).getValue();
    return tag.startsWith("!") ? tag + " " + text : text;
  }
}
