package tarn.workbench.report;

/**
 * One kind of event.
 *
 * @param name hostile, as a log line brought it in
 * @param events how often it happened
 * @param visits in how many visits
 * @param earlierEvents how often in as many days before
 */
public record EventCounts(String name, long events, long visits, long earlierEvents) {}
