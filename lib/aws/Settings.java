package tarn.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Lake;
import tarn.lake.S3Settings;

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

  /** Whose hits {@code TARN_DOMAINS} says are taken, and how {@code TARN_TRIM_SLASH} and the files in the zip say they are read. */
  PixelOptions hits() {
    return OwnRules.of(Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", ".")),
        AllowList.of(List.of(required("TARN_DOMAINS").split(","))), Boolean.parseBoolean(environment.get("TARN_TRIM_SLASH")));
  }

  /** The lake that {@code TARN_LAKE} names. What it needs on this machine lies where a function may write. */
  Lake lake() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    return Lake.open(required("TARN_LAKE"), () -> S3Settings.under(folder.resolve("tarn"), cacheBytes(folder)));
  }

  /** The rest is for what DuckDB puts there. */
  private static long cacheBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() / 2;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
