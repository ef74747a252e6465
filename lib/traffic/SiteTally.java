package tarn.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is put in for one site. */
final class SiteTally {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long LONGEST_GAP_MILLIS = Duration.ofMinutes(30).toMillis();

  /** The times of each visitor's hits, page views and others, for each day apart. */
  private final Map<String, List<Moment>> momentsByVisitor = new HashMap<>();
  private final Map<String, Long> events = new TreeMap<>();
  private long pageViews;
  private long pings;
  private long bots;
  private long duplicates;
  private long broken;

  private record Moment(long millis, boolean pageView) {}

  void hit(Hit hit, long arrivalMillis) {
    if (hit.visitor().bot()) {
      bots++;
    } else if (Hit.ENGAGEMENT.equals(hit.name())) {
      pings++;
    } else {
      if (hit.name() == null) {
        pageViews++;
      } else {
        events.merge(hit.name(), 1L, Long::sum);
      }
      long millis = hit.eventMillis(arrivalMillis);
      Visitor visitor = hit.visitor();
      String day = Math.floorDiv(millis, DAY_MILLIS) + " " + visitor.address() + " " + visitor.browser().header();
      momentsByVisitor.computeIfAbsent(day, absent -> new ArrayList<>()).add(new Moment(millis, hit.name() == null));
    }
  }

  void duplicate() {
    duplicates++;
  }

  void broken() {
    broken++;
  }

  SiteTruth truth() {
    long visits = 0;
    long visitors = 0;
    long bounces = 0;
    for (List<Moment> moments : momentsByVisitor.values()) {
      long visitsOfOthers = visits;
      for (List<Moment> run : runs(moments)) {
        long views = run.stream().filter(Moment::pageView).count();
        visits += views > 0 ? 1 : 0;
        bounces += views == 1 && run.size() == 1 ? 1 : 0;
      }
      visitors += visits > visitsOfOthers ? 1 : 0;
    }
    return new SiteTruth(
        pageViews, visits, visitors, bounces, Collections.unmodifiableMap(new TreeMap<>(events)), pings, bots,
        duplicates, broken);
  }

  private static List<List<Moment>> runs(List<Moment> moments) {
    moments.sort((one, other) -> Long.compare(one.millis(), other.millis()));
    List<List<Moment>> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= moments.size(); i++) {
      if (i == moments.size() || moments.get(i).millis() - moments.get(i - 1).millis() > LONGEST_GAP_MILLIS) {
        runs.add(moments.subList(start, i));
        start = i;
      }
    }
    return runs;
  }
}
