package tarn.workbench.report;

import java.time.Instant;
import java.time.LocalDate;

/**
 * From when to when there is curated data of a site.
 *
 * @param firstDay first UTC day with a visit
 * @param lastDay last UTC day with a visit
 * @param lastHit the latest hit of a visit
 */
public record SiteDays(String domain, LocalDate firstDay, LocalDate lastDay, Instant lastHit) {}
