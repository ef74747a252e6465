package tarn.workbench.report;

/**
 * What an anomaly is most of.
 *
 * @param value hostile, as a log line brought it in; null where there is none
 * @param difference page views more (or, below 0, fewer) than in the mean of the same hours of the weeks before
 */
public record Cause(Dimension dimension, String value, double difference) {}
