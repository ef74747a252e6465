package tarn.workbench.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How far the numbers can be trusted to be the newest.
 *
 * @param asked when the lake was asked
 * @param sites from when to when there is data
 * @param staleDays UTC days of these sites that have newer input than their numbers, or another SQL: {@code aggregate} builds them
 * @param silentDays days of the period without a page view
 */
public record Freshness(Instant asked, List<SiteDays> sites, List<String> staleDays, List<LocalDate> silentDays) {}
