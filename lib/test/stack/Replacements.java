package tarn.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which parameters of the template make CloudFormation replace which resource when they change. */
final class Replacements {
  private static final Pattern NAMES = Pattern.compile("\\$\\{([A-Za-z0-9]+)(?:\\.[^}]*)?}|^!(?:Ref|GetAtt|Condition) ([A-Za-z0-9]+)");
  /** Deploy does not let it change. */
  private static final String FIXED = "Prefix";

  private final Map<String, List<String>> fixedProperties;
  private final Map<String, Map<String, Object>> resources = TemplateFile.resources();
  private final Map<String, Object> parameters = TemplateFile.section("Parameters");
  private final Map<String, Object> conditions = TemplateFile.section("Conditions");
  private final Map<String, Set<String>> known = new HashMap<>();

  /** @param fixedProperties those whose change replaces a resource, by its type, as paths with slashes */
  Replacements(Map<String, List<String>> fixedProperties) throws IOException {
    this.fixedProperties = fixedProperties;
  }

  /** By itself, or because something that it is bound to is replaced. */
  Set<String> of(String resource) {
    Set<String> before = known.putIfAbsent(resource, Set.of());
    if (before == null) {
      known.put(resource, in(List.copyOf(fixed(resource).values())));
    }
    return known.get(resource);
  }

  /** Those among them that do not show in a name that the template gives it, and of which it is there for more than one value. */
  Set<String> withoutAnotherName(String resource) {
    List<Object> names = new ArrayList<>();
    fixed(resource).forEach((path, value) -> {
      if (path.endsWith("Name") && !isAnotherResource(value)) {
        names.add(value);
      }
    });
    Set<String> left = new TreeSet<>(names.isEmpty() ? Set.of() : of(resource));
    left.removeAll(in(names));
    Object condition = conditions.get(resources.get(resource).get("Condition"));
    if (condition instanceof List<?> equal && equal.size() == 2 && equal.get(0) instanceof String && equal.get(1) instanceof String) {
      left.removeAll(in(equal));
    }
    return left;
  }

  private boolean isAnotherResource(Object value) {
    Matcher name = NAMES.matcher(value.toString());
    return value.toString().startsWith("!Ref") && name.find() && resources.containsKey(name.group(2));
  }

  private Map<String, Object> fixed(String resource) {
    Map<String, Object> values = new HashMap<>();
    for (String path : fixedProperties.get(resources.get(resource).get("Type").toString())) {
      Object value = resources.get(resource).get("Properties");
      for (String step : path.split("/")) {
        value = value instanceof Map<?, ?> map ? map.get(step) : null;
      }
      if (value != null) {
        values.put(path, value);
      }
    }
    return values;
  }

  /** The parameters on which a value depends. */
  private Set<String> in(Object value) {
    Set<String> found = new TreeSet<>();
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(child -> found.addAll(in(child)));
    } else if (value instanceof List<?> list) {
      // The reader of the template leaves the tag of !If out.
      list.forEach(child -> found.addAll(conditions.containsKey(child) ? in("!Condition " + child) : in(child)));
    } else {
      Matcher names = NAMES.matcher(String.valueOf(value));
      while (names.find()) {
        found.addAll(named(names.group(1) == null ? names.group(2) : names.group(1)));
      }
    }
    return found;
  }

  private Set<String> named(String name) {
    if (conditions.containsKey(name)) {
      return in(conditions.get(name));
    }
    return parameters.containsKey(name) && !name.equals(FIXED) ? Set.of(name) : resources.containsKey(name) ? of(name) : Set.of();
  }
}
