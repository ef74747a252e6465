package tarn.log;

import java.util.List;

/** Tells log formats apart by the first lines of a log. */
final class FormatDetection {
  private FormatDetection() {}

  static LogFormat detect(List<String> firstLines) {
    for (String line : firstLines) {
      if (line.startsWith("#Version:") || line.startsWith("#Fields:")) {
        return LogFormat.STANDARD;
      }
      // Without a look at the request: scanners send all sorts of rubbish, also as a log's first line.
      if (CombinedDate.end(line) >= 0) {
        return LogFormat.COMBINED;
      }
    }
    return LogFormat.REALTIME;
  }
}
