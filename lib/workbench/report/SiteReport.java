package tarn.workbench.report;

import java.util.List;

/**
 * One site of several.
 *
 * @param earlier null where the lake does not know all of the time before
 * @param traffic its points, as many as those of the whole report
 */
public record SiteReport(String domain, Counts counts, Counts earlier, List<TrafficPoint> traffic) {}
