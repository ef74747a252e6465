package tarn.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import tarn.event.Outcome;

/**
 * How many of the lines of one call failed, as a percentage of those that are not dropped: the metric {@value #METRIC}, of
 * which the template has an alarm. A few are always rubbish; where most are, something is wrong with all of them.
 */
final class FailedShare {
  static final String NAMESPACE = "Tarn";
  static final String METRIC = "FailedLines";
  static final String DIMENSION = "FunctionName";
  private static final ObjectMapper JSON = new ObjectMapper();

  private long ok;
  private long failed;

  void add(Outcome outcome) {
    ok += outcome instanceof Outcome.Ok ? 1 : 0;
    failed += outcome instanceof Outcome.Failed ? 1 : 0;
  }

  /**
   * The metric as a line that CloudWatch takes it out of, in its embedded metric format; null where every line was dropped. Such a line
   * has to stand in the log as it is, while what goes to the logger of Lambda is wrapped.
   */
  String line(String functionName, Instant now) {
    if (ok + failed == 0) {
      return null;
    }
    ObjectNode line = JSON.createObjectNode();
    ObjectNode metadata = line.putObject("_aws").put("Timestamp", now.toEpochMilli());
    ObjectNode directive = metadata.putArray("CloudWatchMetrics").addObject().put("Namespace", NAMESPACE);
    directive.putArray("Dimensions").addArray().add(DIMENSION);
    directive.putArray("Metrics").addObject().put("Name", METRIC).put("Unit", "Percent");
    return line.put(DIMENSION, functionName).put(METRIC, 100.0 * failed / (ok + failed)).toString();
  }
}
