package tarn.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files of the tests' class path below {@code /golden/}. */
final class Golden {
  private Golden() {}

  static String text(String name) throws IOException {
    try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
