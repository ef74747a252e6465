package tarn.stack;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The settings of a stack that become others, to look at before they do. */
final class ParameterChanges {
  /** What deploy works out by itself; the resources tell of it. */
  private static final Set<String> OF_THE_CODE =
      Set.of("ArtifactsBucket", "TransformKey", "TransformCodeSha256", "AggregateKey", "Release");

  private ParameterChanges() {}

  /**
   * One line a setting, and a warning where a site goes.
   *
   * @param before what the stack was deployed with last; empty where there is none
   * @param after what it is to be deployed with
   * @return empty where nothing of this changes
   */
  static String text(Map<String, String> before, Map<String, String> after) {
    StringBuilder text = new StringBuilder();
    if (before.isEmpty()) {
      return "";
    }
    for (String name : new TreeSet<>(after.keySet())) {
      if (!OF_THE_CODE.contains(name) && !Objects.equals(before.get(name), after.get(name))) {
        text.append(String.format("%s: %s → %s%n", name, shown(before.get(name)), shown(after.get(name))));
      }
    }
    List<String> gone = SiteList.gone(before.get("Domains"), after.get("Domains"));
    if (!gone.isEmpty()) {
      text.append(String.format("WARNING: no longer listed: %s. Hits of sites that are not listed are dropped, and Athena does not show their "
          + "past either; their files stay in the lake. --add-domain adds a site and keeps the others.%n", String.join(", ", gone)));
    }
    return text.toString();
  }

  private static String shown(String value) {
    return value == null ? "(not set)" : value.isEmpty() ? "(empty)" : value;
  }
}
