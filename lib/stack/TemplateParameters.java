package tarn.stack;

import java.io.StringReader;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The names of the parameters of a template. */
final class TemplateParameters {
  private TemplateParameters() {}

  static Set<String> of(String template) {
    Set<String> names = new TreeSet<>();
    // As nodes: a parser that makes objects stumbles over CloudFormation's own tags.
    for (NodeTuple section : ((MappingNode) new Yaml().compose(new StringReader(template))).getValue()) {
      if (text(section.getKeyNode()).equals("Parameters")) {
        ((MappingNode) section.getValueNode()).getValue().forEach(parameter -> names.add(text(parameter.getKeyNode())));
      }
    }
    return names;
  }

  private static String text(Node node) {
    return ((ScalarNode) node).getValue();
  }
}
