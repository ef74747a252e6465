package tarn.traffic;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What traffic to make. The same plan gives the same lines.
 *
 * @param seed other seeds give other visitors
 * @param firstDay the first UTC day
 * @param days how many days, the first included
 * @param sites the sites, each with a domain of its own
 */
public record TrafficPlan(long seed, LocalDate firstDay, int days, List<Site> sites) {
  public TrafficPlan {
    if (days < 1) {
      throw new IllegalArgumentException("days is " + days + ", but a plan has 1 day or more.");
    }
    sites = List.copyOf(sites);
    if (sites.stream().map(Site::domain).distinct().count() < Math.max(1, sites.size())) {
      throw new IllegalArgumentException("A plan needs at least one site, and each domain only once.");
    }
  }

  /** A week of a shop and a blog. */
  public static TrafficPlan demo(LocalDate lastDay) {
    return new TrafficPlan(20_261_117, lastDay.minusDays(6), 7, List.of(
        new Site("tarn-shop.example", SiteKind.SHOP, 900),
        new Site("blog.example", SiteKind.BLOG, 400)));
  }

  long startMillis() {
    return startOf(firstDay);
  }

  /** The first millisecond that is no longer in the plan. */
  long endMillis() {
    return startOf(firstDay.plusDays(days));
  }

  static long startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
