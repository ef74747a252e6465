package tarn.lake;

import java.io.IOException;

/** Something done to a lake that is done whole or not at all. */
public interface Change {
  void make() throws IOException;
}
