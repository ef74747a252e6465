package tarn.workbench.report;

/**
 * The traffic of one value of a dimension.
 *
 * @param value hostile, as a log line brought it in; null where there is none
 * @param earlier the same in as many days before
 */
public record ValueCounts(Dimension dimension, String value, Counts counts, Counts earlier) {}
