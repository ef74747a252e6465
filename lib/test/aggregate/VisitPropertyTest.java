package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.aggregate.VisitOracle.Deed;

/** Random visitors, shuffled, delivered twice, split over files and late: the lake answers what plain Java answers. */
class VisitPropertyTest {
  private static final long[] GAPS = {0, 1, 999, 1000, 10_000, 60_000, 1_799_999, 1_800_000, 1_800_001, 2_400_000};
  private static final String TOTALS = "select (select concat_ws(',', sum(page_view_cnt), sum(visitor_cnt), sum(visit_cnt),"
      + " sum(bounces_cnt), sum(unique_page_view_cnt), sum(visit_duration_sec_sum)) from stats) || ',' ||"
      + " (select sum(is_engaged) from sessions)";
  private static final String EVENTS = "select event_name, count(*) from events group by all order by all";

  @TempDir
  Path folder;

  static LongStream fiftySeeds() {
    return LongStream.range(0, 50);
  }

  static LongStream fiveHundredSeeds() {
    return LongStream.range(1000, 1500);
  }

  @ParameterizedTest
  @MethodSource("fiftySeeds")
  void theLakeAnswersWhatPlainJavaAnswers(long seed) throws Exception {
    check(seed);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("fiveHundredSeeds")
  void theLakeAnswersWhatPlainJavaAnswersEveryTime(long seed) throws Exception {
    check(seed);
  }

  private void check(long seed) throws Exception {
    Random random = new Random(seed);
    List<Deed> deeds = deeds(random);
    List<String> lines = new ArrayList<>();
    for (Deed deed : deeds) {
      String line = line(folder.resolve("spelling"), deed);
      for (int copies = random.nextInt(8) == 0 ? 3 : 1; copies > 0; copies--) {
        lines.add(line);
      }
    }
    Collections.shuffle(lines, random);
    SmallLake lake = new SmallLake(folder.resolve("lake"));
    int parts = 1 + random.nextInt(4);
    for (int part = 0; part < parts; part++) {
      int from = lines.size() * part / parts;
      int to = lines.size() * (part + 1) / parts;
      lake.ingest(String.join("", lines.subList(from, to)), false);
      if (random.nextBoolean()) {
        lake.aggregate();
      }
    }
    lake.aggregate();
    VisitOracle oracle = new VisitOracle(deeds);
    assertEquals(List.of(oracle.totals()), lake.query(TOTALS), "seed " + seed);
    assertEquals(oracle.events(), lake.query(EVENTS), "seed " + seed);
  }

  private static String line(Path scratch, Deed deed) {
    SmallLake spelling = new SmallLake(scratch);
    return (deed.view() ? spelling.view(deed.visitor(), deed.millis(), deed.kind())
        : spelling.event(deed.visitor(), deed.millis(), deed.kind())).lines();
  }

  private static List<Deed> deeds(Random random) {
    List<Deed> deeds = new ArrayList<>(List.of(new Deed("always", 0, true, "/")));
    int visitors = 1 + random.nextInt(6);
    for (int visitor = 0; visitor < visitors; visitor++) {
      long time = -random.nextInt(6 * 3_600_000);
      for (int count = 1 + random.nextInt(10); count > 0; count--) {
        int choice = random.nextInt(10);
        boolean view = choice < 5;
        String kind = view ? "/" + random.nextInt(3) : choice < 8 ? "engagement" : Arrays.asList("click", "buy").get(choice - 8);
        deeds.add(new Deed("visitor-" + visitor, time, view, kind));
        time += GAPS[random.nextInt(GAPS.length)];
      }
    }
    return deeds;
  }
}
