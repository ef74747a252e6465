package tarn.aggregate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The meaning of the numbers in plain, slow Java, written from the definitions and not from the SQL. */
final class VisitOracle {
  /** What a visitor did: kind is a path for a page view, or the name of an event. */
  record Deed(String visitor, long millis, boolean view, String kind) {}

  private static final long GAP = 30 * 60 * 1000;

  private final Set<Deed> deeds;

  VisitOracle(List<Deed> deeds) {
    this.deeds = new HashSet<>(deeds);
  }

  /** Page views, visitors, visits, bounces, unique page views, seconds, engaged visits. */
  String totals() {
    long visits = 0;
    long bounces = 0;
    long seconds = 0;
    long engaged = 0;
    long views = 0;
    Set<String> visitors = new HashSet<>();
    Set<String> unique = new HashSet<>();
    for (Deed deed : deeds) {
      if (deed.view()) {
        views++;
        visitors.add(deed.visitor());
        unique.add(deed.visitor() + " " + deed.kind());
      }
    }
    for (String visitor : visitors) {
      for (List<Deed> visit : visits(visitor)) {
        long start = visit.get(0).millis();
        long last = visit.get(visit.size() - 1).millis();
        long end = last;
        for (Deed deed : deeds) {
          if (isPing(deed) && deed.visitor().equals(visitor) && deed.millis() >= start && deed.millis() <= last + GAP) {
            end = Math.max(end, deed.millis());
          }
        }
        long pages = visit.stream().filter(Deed::view).count();
        long events = visit.size() - pages;
        long duration = (end - start) / 1000;
        visits++;
        bounces += pages == 1 && events == 0 ? 1 : 0;
        seconds += duration;
        engaged += pages > 1 || events > 0 || duration >= 10 ? 1 : 0;
      }
    }
    return views + "," + visitors.size() + "," + visits + "," + bounces + "," + unique.size() + "," + seconds + "," + engaged;
  }

  /** Name and count of each event. */
  List<String> events() {
    Map<String, Integer> counts = new TreeMap<>();
    deeds.stream().filter(deed -> !deed.view() && !isPing(deed)).forEach(deed -> counts.merge(deed.kind(), 1, Integer::sum));
    return counts.entrySet().stream().map(entry -> entry.getKey() + "," + entry.getValue()).toList();
  }

  private List<List<Deed>> visits(String visitor) {
    List<Deed> hits = deeds.stream().filter(deed -> deed.visitor().equals(visitor) && !isPing(deed))
        .sorted(Comparator.comparingLong(Deed::millis)).toList();
    List<List<Deed>> runs = new ArrayList<>();
    long previous = Long.MIN_VALUE / 2;
    for (Deed hit : hits) {
      if (hit.millis() - previous > GAP) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(hit);
      previous = hit.millis();
    }
    runs.removeIf(run -> run.stream().noneMatch(Deed::view));
    return runs;
  }

  private static boolean isPing(Deed deed) {
    return !deed.view() && deed.kind().equals("engagement");
  }
}
