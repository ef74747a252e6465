package tarn.aws;

import java.nio.file.Path;
import java.util.Map;
import tarn.lake.Lake;

/** What the environment of a function says. */
final class Settings {
  private final Map<String, String> environment;

  Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /** @throws IllegalStateException when the variable is not set, or is empty */
  String required(String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name + " is not set: deploy the stack again, or set it in the function's environment");
    }
    return value;
  }

  /** A number that Lambda sets; {@code otherwise} where it does not. */
  int number(String name, int otherwise) {
    return Integer.parseInt(environment.getOrDefault(name, "" + otherwise));
  }

  /** The lake that {@code TARN_LAKE} names. */
  Lake lake() {
    return Lake.open(Path.of(required("TARN_LAKE")));
  }
}
