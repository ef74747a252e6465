package tarn.lake;

import java.io.IOException;

/** Decides about a change at the last moment: lets it happen, or throws. */
public interface Gate {
  /** Open to every change. */
  Gate OPEN = Change::make;

  void pass(Change change) throws IOException;
}
