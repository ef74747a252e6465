package tarn.serve;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tarn.aggregate.Aggregation;
import tarn.lake.CleanedPartitions;
import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.Lake;
import tarn.lake.LakeFile;
import tarn.lake.LeaseHeld;
import tarn.lake.Repartition;

/** Keeps the lake in order while hits come in: builds the stale days, and merges the small files that each flush leaves. */
final class Upkeep {
  private static final int MANY_FILES = 60;
  private static final long MERGED_BYTES = 128L << 20;

  private final Lake lake;
  private final Clock clock;
  private final Consumer<String> say;
  private String lastProblem;

  Upkeep(Lake lake, Clock clock, Consumer<String> say) {
    this.lake = lake;
    this.clock = clock;
    this.say = say;
  }

  /** Does what there is to do. Where another command works on the lake it does nothing, and neither is that an error. */
  synchronized void run() {
    try {
      merge();
      Aggregation aggregation = new Aggregation(lake, clock);
      aggregation.build(aggregation.stale(), day -> {});
      lastProblem = null;
    } catch (LeaseHeld later) {
      // The next run finds what is left to do.
    } catch (SQLException | RuntimeException e) {
      if (!String.valueOf(e.getMessage()).equals(lastProblem)) {
        say.accept("aggregate: " + e.getMessage());
      }
      lastProblem = String.valueOf(e.getMessage());
    }
  }

  private void merge() throws SQLException {
    Map<DomainDay, List<LakeFile>> files = CleanedPartitions.list(lake);
    Set<DomainDay> many = files.entrySet().stream().filter(day -> day.getValue().stream().filter(
        file -> file.size() < MERGED_BYTES / 2).count() >= MANY_FILES).map(Map.Entry::getKey).collect(Collectors.toSet());
    if (!many.isEmpty()) {
      new Repartition(lake, clock, MERGED_BYTES).run(many::contains, merge -> {});
    }
  }
}
