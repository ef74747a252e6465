package tarn.workbench.report;

/**
 * Visits that came with campaign tags; a tag may be null, and all are hostile.
 *
 * @param earlierVisits in as many days before
 */
public record CampaignCounts(
    String campaign, String source, String medium, long visits, long bounces, long pageViews, long earlierVisits) {}
