package tarn.lake;

import java.io.IOException;

/** Writes the expected files of all golden pairs; whoever reads the difference decides whether it is right. */
public final class GoldenFiles {
  private GoldenFiles() {}

  public static void write() throws IOException {
    for (GoldenPair pair : GoldenPair.all()) {
      pair.write(new GoldenRun(pair.input()).answers());
    }
  }
}
