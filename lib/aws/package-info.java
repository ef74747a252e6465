/**
 * What runs in Lambda: {@code TransformHandler}, which Firehose calls with lines, and {@code AggregateHandler}, which
 * EventBridge calls with the number of days to look back. {@code infra/template.yaml} names both.
 */
package tarn.aws;
