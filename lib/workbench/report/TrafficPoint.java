package tarn.workbench.report;

import java.time.LocalDateTime;

/** Traffic of an hour, day, week or month. @param start when it begins, where the reader lives */
public record TrafficPoint(LocalDateTime start, Counts counts) {}
