package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.enrich.AllowList;
import tarn.lake.DomainErasure;
import tarn.lake.LakeFile;
import tarn.lake.Prune;
import tarn.lake.Repartition;
import tarn.lake.Retransform;
import tarn.lake.S3Server;

/** What a lake on S3 answers is what a folder answers. */
class S3LakeTest {
  private static final long DAY = 86_400_000;

  @TempDir
  Path machine;

  private TwoLakes lakes;

  @BeforeEach
  void makeLakes() throws Exception {
    lakes = new TwoLakes(machine);
    lakes.both(lake -> lake.view("a", 0, "/").event("a", 1, "click").view("b", 2, "/b").line("c", 3, "t=no&pa=%252F").ingest()
        .view("a", DAY, "/").event("a", DAY + 1, "Sign%2520up").event("b", DAY + 2, "click").ingest().aggregate());
  }

  @Test
  void ingestAndAggregateMakeTheSameOfTheSameLines() throws Exception {
    assertEquals(List.of("3"), lakes.s3().query("select sum(page_view_cnt) from stats"));
    lakes.assertAlike();
  }

  @Test
  void lateLinesMakeTheirDayStaleAndNoOther() throws Exception {
    lakes.both(lake -> lake.view("d", 5, "/late").ingest());
    assertEquals(List.of("2026-11-20 1 new file"), stale());
    lakes.assertAlike();
    lakes.both(SmallLake::aggregate).assertAlike();
    assertEquals(List.of(), stale());
  }

  private List<String> stale() {
    return new Aggregation(lakes.s3().lake(), Clock.systemUTC()).stale().stream().map(day -> day.day().date() + " " + day.reason()).toList();
  }

  @Test
  void theSameLinesAgainAreSkipped() throws Exception {
    long before = lakes.s3().lake().store().list("raw/").size();
    lakes.both(lake -> assertEquals(1, lake.view("d", 5, "/late").ingest(lake.lines(), false).ok()));
    lakes.both(lake -> assertEquals(1, lake.ingest(lake.lines(), false).skipped()));
    assertNotEquals(before, lakes.s3().lake().store().list("raw/").size());
    lakes.assertAlike();
  }

  @Test
  void transformReplacesWhatItHadProduced() throws Exception {
    lakes.both(lake -> {
      Retransform retransform = new Retransform(lake.lake(), AllowList.of(List.of("other.example")), Clock.systemUTC());
      retransform.run(retransform.files(day -> day.equals("2026-11-20"), false), file -> {});
    }).assertAlike();
    lakes.both(SmallLake::aggregate).assertAlike();
    assertEquals(List.of("2026-11-21"), lakes.s3().query("select distinct event_date from stats"));
  }

  @Test
  void mergedFilesMakeNothingStaleAndCanBeTakenApart() throws Exception {
    lakes.both(lake -> {
      for (int file = 0; file < 3; file++) {
        lake.view("v" + file, 10 + file, "/more").ingest();
      }
      lake.aggregate();
      new Repartition(lake.lake(), Clock.systemUTC(), 1 << 20).run(day -> true, merge -> {});
    }).assertAlike();
    assertEquals(List.of(), stale());
    assertEquals(1, lakes.s3().lake().store().list("cleaned/incoming/domain_name=example.com/event_type=pageview/event_date=2026-11-20/").size());
    lakes.both(lake -> {
      Retransform retransform = new Retransform(lake.lake(), AllowList.everything(), Clock.systemUTC());
      retransform.run(retransform.files(day -> day.equals("2026-11-20"), false).subList(0, 1), file -> {});
      lake.aggregate();
    }).assertAlike();
  }

  @Test
  void pruneTakesTheSameFilesAway() throws Exception {
    Clock later = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
    lakes.both(lake -> {
      Prune prune = new Prune(lake.lake(), later);
      prune.raw(10);
      assertEquals(2, prune.deletedFiles());
      prune.cleaned(10);
      prune.curated(11);
    }).assertAlike();
    assertTrue(lakes.s3().lake().store().list("raw/event_date=2026-11-20/").isEmpty());
  }

  @Test
  void anErasedSiteIsInNoObjectAndInNoCacheAnyMore() throws Exception {
    lakes.s3().query("select count(*) from hits");
    assertTrue(copies().anyMatch(path -> path.toString().contains("example.com")));
    lakes.both(lake -> {
      lake.line("a", 9, "t=pv&pa=%252F&hn=other.example").ingest();
      new DomainErasure(lake.lake(), Clock.systemUTC()).erase("example.com");
    }).assertAlike();
    assertTrue(lakes.s3().lake().store().list(List.of("cleaned/", "curated/")).stream().noneMatch(file -> file.path().contains("example.com")));
    assertFalse(copies().anyMatch(path -> path.toString().contains("example.com")));
  }

  private Stream<Path> copies() throws Exception {
    return Files.walk(machine.resolve("cache")).filter(Files::isRegularFile);
  }

  @Test
  void rawLinesLeaveNoCopyOnTheMachine() throws Exception {
    Retransform retransform = new Retransform(lakes.s3().lake(), AllowList.everything(), Clock.systemUTC());
    retransform.run(retransform.files(day -> true, false), file -> {});
    assertTrue(copies().noneMatch(path -> path.toString().contains("-raw")));
    try (Stream<Path> left = Files.walk(machine.resolve("state")).filter(Files::isRegularFile)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aQuestionFetchesTheTablesThatItNamesOnceAndNoOther() throws Exception {
    SmallLake other = new SmallLake(S3Server.lake(lakes.s3().lake().toString().substring(5), S3Server.endpoint(), machine.resolve("other")));
    assertEquals(List.of("3"), other.query("select sum(page_view_cnt) from stats"));
    try (Stream<Path> copies = Files.walk(machine.resolve("other/cache")).filter(Files::isRegularFile)) {
      List<Path> all = copies.toList();
      assertEquals(2, all.size());
      assertTrue(all.stream().allMatch(path -> path.toString().contains("/aggregated/stats/")), all.toString());
    }
  }

  @Test
  void anExcerptFetchesItsDaysOnly() throws Exception {
    var lake = S3Server.lake(lakes.s3().lake().toString().substring(5), S3Server.endpoint(), machine.resolve("other"));
    try (ReadOnlyLake excerpt = new ReadOnlyLake(lake, new Excerpt(java.time.LocalDate.parse("2026-11-21"), null, null));
        var rows = excerpt.query("select sum(page_view_cnt) from stats")) {
      assertTrue(rows.next());
      assertEquals(1, rows.getLong(1));
    }
    try (Stream<Path> copies = Files.walk(machine.resolve("other/cache")).filter(Files::isRegularFile)) {
      assertEquals(1, copies.count());
    }
  }

  @Test
  void aDayThatIsForcedIsBuiltTheSameAgain() throws Exception {
    List<String> before = lakes.s3().query("select * from stats order by all");
    Aggregation aggregation = new Aggregation(lakes.s3().lake(), Clock.systemUTC());
    aggregation.build(aggregation.stale(day -> true, true), day -> {});
    assertEquals(before, lakes.s3().query("select * from stats order by all"));
    assertTrue(lakes.s3().lake().store().list("curated/lease.json").isEmpty());
  }

  @Test
  void statusMeasuresTheZones() throws Exception {
    LakeStatus status = LakeStatus.of(lakes.s3().lake(), Clock.offset(Clock.systemUTC(), Duration.ZERO));
    assertEquals(lakes.s3().lake().toString(), status.lake());
    List<LakeFile> cleaned = lakes.s3().lake().store().list("cleaned/incoming/");
    assertEquals(new ZoneSize("cleaned", 2, cleaned.size(), cleaned.stream().mapToLong(LakeFile::size).sum()), status.zones().get(2));
    assertEquals(List.of("2026-11-20", "2026-11-21"), status.days().stream().map(LakeStatus.Day::day).toList());
  }
}
