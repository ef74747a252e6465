package tarn.workbench.report;

import java.util.List;

/**
 * Visits in which an event happened.
 *
 * @param event its name
 * @param all every visit
 * @param channels by channel of the visit, the most frequent first
 * @param landingPages by the page on which visits began, the most frequent first
 */
public record Goal(String event, GoalRate all, List<GoalRate> channels, List<GoalRate> landingPages) {}
