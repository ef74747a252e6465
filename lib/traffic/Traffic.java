package tarn.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Believable web traffic as lines of a CloudFront real-time log with 13 fields. */
public final class Traffic {
  private Traffic() {}

  /**
   * Writes a file for each day, {@code 2026-11-17.log.gz}, with the lines that arrive on it, in order of delivery: as
   * they arrive, except that a line which is delivered twice comes again later on its day.
   *
   * @param folder is made where it is missing; files of the same name are replaced
   * @return what was put in
   */
  public static TrafficTruth write(TrafficPlan plan, Path folder) throws IOException {
    Files.createDirectories(folder);
    TrafficDays days = new TrafficDays(plan);
    for (int i = 0; i < plan.days(); i++) {
      LogFile.write(folder.resolve(plan.firstDay().plusDays(i) + ".log.gz"), days.next().iterator());
    }
    return days.truth();
  }

  /** The lines of all days, those of {@link #write}. */
  public static Stream<String> lines(TrafficPlan plan) {
    TrafficDays days = new TrafficDays(plan);
    return IntStream.range(0, plan.days()).boxed().flatMap(day -> days.next().stream());
  }
}
