package tarn.traffic;

import java.time.DayOfWeek;

/** What a site is about, and with it how its visitors behave. */
public enum SiteKind {
  /** Products, a cart, a checkout; busy on working days. */
  SHOP(1.12, 1.15, 1.12, 1.08, 0.98, 0.75, 0.80),
  /** Posts, found by search and shared by readers; busy at weekends. */
  BLOG(0.90, 0.90, 0.92, 0.92, 0.95, 1.15, 1.26);

  private final double[] dayFactors;

  SiteKind(double... dayFactors) {
    this.dayFactors = dayFactors;
  }

  double factor(DayOfWeek day) {
    return dayFactors[day.ordinal()];
  }

  Walk walk(Dice dice) {
    return switch (this) {
      case SHOP -> new ShopWalk(dice);
      case BLOG -> new BlogWalk(dice);
    };
  }
}
