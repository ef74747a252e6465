package tarn.workbench.report;

import java.time.Instant;

/** The traffic of a site in an hour. @param hour when it begins */
public record HourCounts(String domain, Instant hour, Counts counts) {}
