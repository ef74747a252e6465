package tarn.log;

import java.io.IOException;

/** A log that cannot be read to its end because its content is damaged; all before the damage could be read. */
public final class DamagedInput extends IOException {
  DamagedInput(String message) {
    super(message);
  }
}
