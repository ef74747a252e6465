package tarn.workbench.report;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which part of a lake is asked about.
 *
 * <p>A filter of pages keeps the page views of these pages, and of visits, visitors, bounces and durations those that began
 * there. Any other filter is about the visit or the visitor, so that all numbers go together.
 *
 * @param domain one site, as the lake spells it; null for all
 * @param period the days
 * @param zone where these days are
 * @param where for each dimension the values of which one has to be there; an empty text stands for none
 * @param pages patterns of paths of which one has to match, {@code *} for any characters; none for every page
 * @param excluded patterns of paths of which none may match
 */
public record Filter(
    String domain, Period period, ZoneId zone, Map<Dimension, List<String>> where, List<String> pages, List<String> excluded) {
  public Filter {
    Map<Dimension, List<String>> copy = new LinkedHashMap<>();
    where.forEach((dimension, values) -> copy.put(dimension, List.copyOf(values)));
    where = Collections.unmodifiableMap(copy);
    pages = List.copyOf(pages);
    excluded = List.copyOf(excluded);
  }

  /** All traffic of a period, in UTC. */
  public static Filter of(Period period) {
    return new Filter(null, period, ZoneOffset.UTC, Map.of(), List.of(), List.of());
  }

  /** @param site null for all */
  public Filter domain(String site) {
    return new Filter(site, period, zone, where, pages, excluded);
  }

  public Filter zone(ZoneId place) {
    return new Filter(domain, period, place, where, pages, excluded);
  }

  /** Narrows to a value; several of one dimension are alternatives. */
  public Filter where(Dimension dimension, String value) {
    Map<Dimension, List<String>> more = new LinkedHashMap<>(where);
    more.merge(dimension, List.of(value), Filter::joined);
    return new Filter(domain, period, zone, more, pages, excluded);
  }

  /** Narrows to pages; several patterns are alternatives. */
  public Filter page(String pattern) {
    return new Filter(domain, period, zone, where, joined(pages, List.of(pattern)), excluded);
  }

  public Filter exclude(String pattern) {
    return new Filter(domain, period, zone, where, pages, joined(excluded, List.of(pattern)));
  }

  /** Whether it leaves out anything but sites and days. */
  public boolean isNarrow() {
    return !where.isEmpty() || !pages.isEmpty() || !excluded.isEmpty();
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
