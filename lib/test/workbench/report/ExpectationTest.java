package tarn.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Spikes and drops in eight weeks of made-up hours, which begin on a Monday. */
class ExpectationTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-05");
  private static final Period LAST_WEEK = new Period(FIRST.plusWeeks(7), FIRST.plusWeeks(8).minusDays(1));
  private static final LocalDateTime END = FIRST.plusWeeks(8).atStartOfDay();

  private static Expectation of(ToLongFunction<LocalDateTime> visits) {
    List<HourCounts> hours = new ArrayList<>();
    for (LocalDateTime hour = FIRST.atStartOfDay(); hour.isBefore(END); hour = hour.plusHours(1)) {
      long count = visits.applyAsLong(hour);
      hours.add(new HourCounts("example.com", hour.toInstant(ZoneOffset.UTC), new Counts(2 * count, count, count, 0, 0)));
    }
    return new Expectation("example.com", Timeline.of(hours, ZoneOffset.UTC), FIRST, END);
  }

  /** Busier by day than by night, and on weekdays than on weekends. */
  private static long usual(LocalDateTime hour) {
    return (hour.getHour() < 7 ? 2 : 40) / (hour.getDayOfWeek().getValue() > 5 ? 2 : 1);
  }

  private static long chance(Random luck, double mean) {
    long count = 0;
    for (double left = Math.exp(-mean), product = luck.nextDouble(); product > left; product *= luck.nextDouble()) {
      count++;
    }
    return count;
  }

  @Test
  void aWeekLikeTheOthersHasNothing() {
    assertEquals(List.of(), of(ExpectationTest::usual).anomalies(LAST_WEEK));
  }

  @Test
  void chanceAloneIsSeldomNamed() {
    int named = 0;
    for (int seed = 0; seed < 50; seed++) {
      Random luck = new Random(seed);
      named += of(hour -> chance(luck, usual(hour))).anomalies(LAST_WEEK).size();
    }
    assertTrue(named <= 5, named + " in 50 weeks");
  }

  @Test
  void hoursSideBySideAreOneSpike() {
    LocalDateTime start = LAST_WEEK.firstDay().plusDays(2).atTime(14, 0);
    List<Anomaly> found = of(hour -> usual(hour) + (!hour.isBefore(start) && hour.isBefore(start.plusHours(3)) ? 200 : 0)).anomalies(LAST_WEEK);
    assertEquals(1, found.size(), found.toString());
    assertTrue(found.get(0).isSpike());
    assertEquals(start, found.get(0).start());
    assertEquals(start.plusHours(3), found.get(0).past());
    assertEquals(720, found.get(0).visits());
    assertEquals(120, found.get(0).expected().middle());
    assertEquals("Wed 25 Feb, 14:00 to 17:00", Display.when(found.get(0)));
  }

  @Test
  void silenceIsADrop() {
    LocalDateTime start = LAST_WEEK.firstDay().plusDays(1).atTime(9, 0);
    List<Anomaly> found = of(hour -> !hour.isBefore(start) && hour.isBefore(start.plusHours(15)) ? 0 : usual(hour)).anomalies(LAST_WEEK);
    assertEquals(1, found.size(), found.toString());
    assertFalse(found.get(0).isSpike());
    assertEquals("Tue 24 Feb, 09:00 to 24:00", Display.when(found.get(0)));
  }

  @Test
  void aDayIsNamedWhereNoHourStandsOut() {
    LocalDate low = LAST_WEEK.firstDay().plusDays(3);
    List<Anomaly> found = of(hour -> hour.toLocalDate().equals(low) ? usual(hour) / 2 : usual(hour)).anomalies(LAST_WEEK);
    assertEquals(List.of(Grain.DAY), found.stream().map(Anomaly::grain).toList());
    assertEquals(low.atStartOfDay(), found.get(0).start());
  }

  @Test
  void twoWeeksBeforeAreTooFew() {
    Period third = new Period(FIRST.plusWeeks(2), FIRST.plusWeeks(3).minusDays(1));
    Expectation expectation = of(hour -> hour.getDayOfMonth() == 20 ? 1_000 : 1);
    assertEquals(List.of(), expectation.anomalies(third));
    expectation.days(third).forEach(day -> assertNull(day.expected()));
  }

  @Test
  void hoursThatAreNotOverAreNoDrop() {
    Expectation unfinished = new Expectation("example.com",
        Timeline.of(List.of(), ZoneId.of("UTC")), FIRST, LAST_WEEK.firstDay().atTime(10, 0));
    assertTrue(unfinished.days(LAST_WEEK).isEmpty());
    assertEquals(List.of(), unfinished.anomalies(LAST_WEEK));
  }

  @Test
  void aBandHoldsTheMedianAndIsNotBelowNothing() {
    assertNull(Band.of(List.of(1L, 2L), 4));
    Band band = Band.of(List.of(4L, 4L, 5L, 100L), 4);
    assertEquals(4.5, band.middle());
    assertEquals(0, band.low());
    assertTrue(band.high() < 20, band.toString());
  }
}
