package tarn.workbench.report;

import java.time.LocalDateTime;

/** Visits of an hour or day beside what was to be expected. @param expected null where too few weeks are known */
public record ExpectedPoint(LocalDateTime start, long visits, Band expected) {}
