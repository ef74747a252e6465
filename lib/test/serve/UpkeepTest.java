package tarn.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.SmallLake;
import tarn.lake.Lease;

class UpkeepTest {
  @TempDir
  Path folder;

  private final List<String> said = new ArrayList<>();

  @Test
  void whatIsStaleIsBuilt() throws Exception {
    SmallLake lake = new SmallLake(folder).view("a", 0, "/").view("a", -86_400_000, "/").ingest();
    new Upkeep(lake.lake(), Clock.systemUTC(), said::add).run();
    assertEquals(List.of("2026-11-19,1", "2026-11-20,1"), lake.query("select event_date, sum(page_view_cnt) from stats group by 1 order by 1"));
    assertEquals(List.of(), said);
  }

  @Test
  void anotherCommandAtWorkIsNoError() throws Exception {
    SmallLake lake = new SmallLake(folder).view("a", 0, "/").ingest();
    Upkeep upkeep = new Upkeep(lake.lake(), Clock.systemUTC(), said::add);
    Lease other = Lease.take(lake.lake(), "repartition", Clock.systemUTC());
    upkeep.run();
    assertEquals(List.of("0"), lake.query("select count(*) from stats"));
    other.close();
    upkeep.run();
    assertEquals(List.of("1"), lake.query("select count(*) from stats"));
    assertEquals(List.of(), said);
  }

  @Test
  void manySmallFilesBecomeOne() throws Exception {
    SmallLake lake = new SmallLake(folder);
    for (int i = 0; i < 60; i++) {
      lake.view("visitor-" + i, i * 1000, "/").ingest();
    }
    new Upkeep(lake.lake(), Clock.systemUTC(), said::add).run();
    try (Stream<Path> files = Files.walk(lake.local(lake.lake().incoming()))) {
      assertEquals(1, files.filter(Files::isRegularFile).count());
    }
    assertEquals(List.of("60"), lake.query("select sum(page_view_cnt) from stats"));
  }

  @Test
  void aProblemIsSaidOnce() throws Exception {
    SmallLake lake = new SmallLake(folder).view("a", 0, "/").ingest();
    Path curated = folder.resolve("curated");
    Files.move(curated, folder.resolve("aside"));
    Files.createFile(curated);
    Upkeep upkeep = new Upkeep(lake.lake(), Clock.systemUTC(), said::add);
    upkeep.run();
    upkeep.run();
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.get(0).startsWith("aggregate: "), said.toString());
  }
}
