package tarn.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.Aggregation;
import tarn.aggregate.SmallLake;
import tarn.enrich.AllowList;
import tarn.enrich.ReferrerTable;
import tarn.enrich.UserAgentRegexes;
import tarn.event.PixelOptions;

class RetransformAndPruneTest {
  private static final String EVERYTHING = "select * from incoming_events order by all";
  private static final String VIEWS = "select domain_name, sum(page_view_cnt) from stats group by all order by all";

  @TempDir
  Path folder;

  private SmallLake lake;

  @BeforeEach
  void makeLake() {
    lake = new SmallLake(folder.resolve("lake"));
  }

  private static Clock after(int days) {
    return Clock.fixed(java.time.Instant.now().plus(Duration.ofDays(days)), ZoneOffset.UTC);
  }

  private IngestResult retransform(AllowList domains, boolean errorsOnly) throws Exception {
    Retransform retransform = new Retransform(lake.lake(), domains, Clock.systemUTC());
    return retransform.run(retransform.files(day -> true, errorsOnly), file -> {});
  }

  @Test
  void theSameTransformAgainGivesTheSameRows() throws Exception {
    lake.view("a", 0, "/").event("a", 5, "click").view("b", 86_400_000, "/").ingest();
    List<String> before = lake.query(EVERYTHING);
    assertEquals(3, retransform(AllowList.everything(), false).ok());
    assertEquals(before, lake.query(EVERYTHING));
  }

  @Test
  void rowsThatAreNoLongerWantedGo() throws Exception {
    lake.view("a", 0, "/").ingest().aggregate();
    assertEquals(List.of("example.com,1"), lake.query(VIEWS));
    retransform(AllowList.of(List.of("other.example")), false);
    lake.aggregate();
    assertEquals(List.of(), lake.query(VIEWS));
    assertFalse(Files.exists(lake.local(lake.lake().aggregated("stats")).resolve("domain_name=example.com/event_date=2026-11-20")));
  }

  /** As a build leaves a day that is killed between its partitions. */
  private void loseManifest() throws Exception {
    Store store = lake.lake().store();
    store.delete(store.list(lake.lake().manifests("core")).stream().map(LakeFile::path).toList());
  }

  @Test
  void aBuildThatWasCutShortLeavesNoDayBehindWhoseInputGoes() throws Exception {
    lake.view("a", 0, "/").event("a", 1, "click").ingest().aggregate();
    loseManifest();
    retransform(AllowList.of(List.of("other.example")), false);
    lake.aggregate();
    assertEquals(List.of(), lake.query(VIEWS));
    assertEquals(List.of(), lake.query("select * from events"));
    assertEquals(List.of(), new Aggregation(lake.lake(), Clock.systemUTC()).stale());
  }

  @Test
  void aBuildThatWasCutShortLosesNoDayWhoseCleanedFilesAreTooOld() throws Exception {
    lake.view("a", 0, "/").ingest().aggregate();
    loseManifest();
    new Prune(lake.lake(), after(10)).cleaned(0);
    lake.aggregate();
    assertEquals(List.of("example.com,1"), lake.query(VIEWS));
  }

  @Test
  void aTrimmedSlashStaysTrimmedUntilToldOtherwise() throws Exception {
    String paths = "select request_path from incoming_events";
    PixelOptions trim = new PixelOptions(AllowList.everything()).withTrimSlash(true);
    try (Ingest ingest = new Ingest(lake.lake(), trim, null, false, Clock.systemUTC())) {
      ingest.ingest("test.log", new ByteArrayInputStream(lake.view("a", 0, "/a/").lines().getBytes(StandardCharsets.UTF_8)));
    }
    assertEquals(List.of("/a"), lake.query(paths));
    retransform(AllowList.everything(), false);
    assertEquals(List.of("/a"), lake.query(paths));
    retransform(false, ReferrerTable.bundled());
    assertEquals(List.of("/a/"), lake.query(paths));
    retransform(AllowList.everything(), false);
    assertEquals(List.of("/a/"), lake.query(paths));
  }

  @Test
  void theSitesWhoseHitsAreTakenStayTheSameUntilToldOtherwise() throws Exception {
    String domains = "select distinct domain_name from incoming_events order by all";
    String ours = lake.view("a", 0, "/").lines();
    try (Ingest ingest = new Ingest(lake.lake(), new PixelOptions(AllowList.of(List.of("www.Example.com"))), null, false, Clock.systemUTC())) {
      for (String log : List.of(ours + ours.replace("hn=example.com", "hn=other.example"), ours.replace("hn=example.com", "hn=third.example"))) {
        ingest.ingest("test.log", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
      }
    }
    assertEquals(Map.of("domain not on the allow-list", 2L), retransform(null, false).dropped());
    assertEquals(List.of("example.com"), lake.query(domains));
    retransform(AllowList.of(List.of("other.example", "example.com")), false);
    assertEquals(List.of("example.com", "other.example"), lake.query(domains));
    retransform(null, false);
    assertEquals(List.of("example.com", "other.example"), lake.query(domains));
    for (LakeFile entry : lake.lake().store().list(lake.lake().ledger())) {
      Path file = lake.local(entry.path());
      Files.writeString(file, Files.readString(file).replaceFirst("\"domains\" : \\[[^]]*\\],", ""));
    }
    retransform(null, false);
    assertEquals(List.of("example.com", "other.example", "third.example"), lake.query(domains), "as before entries knew");
  }

  @Test
  void anotherTableOfReferrersChangesTheChannel() throws Exception {
    String channels = "select channel from incoming_events";
    lake.line("a", 0, "t=pv&pa=%252F&r=https%253A%252F%252Fpartner.example%252F").ingest();
    assertEquals(List.of("Referral"), lake.query(channels));
    Path sites = Files.writeString(folder.resolve("sites.csv"), "host,source,medium\npartner.example,partner,video\n");
    retransform(null, ReferrerTable.bundled().with(sites));
    assertEquals(List.of("Organic Video"), lake.query(channels));
  }

  private void retransform(Boolean trimSlash, ReferrerTable referrers) throws Exception {
    Retransform retransform = new Retransform(lake.lake(), AllowList.everything(), referrers, UserAgentRegexes.bundled(), trimSlash,
        Clock.systemUTC());
    retransform.run(retransform.files(day -> true, false), file -> {});
  }

  @Test
  void errorsAloneAreTriedAgain() throws Exception {
    lake.view("a", 0, "/").ingest();
    lake.ingest(lake.view("b", 0, "/").lines().replace("hn=example.com", "hn=.."), false);
    assertEquals(1, retransform(AllowList.everything(), true).records());
    assertEquals(2, retransform(AllowList.everything(), false).records());
  }

  @Test
  void rawLinesAndSaltsDieAndTheNumbersStay() throws Exception {
    lake.view("a", 0, "/").ingest().aggregate();
    LocalDate day = LocalDate.parse("2026-11-20");
    new Prune(lake.lake(), after(31)).raw(30);
    assertFalse(Files.exists(lake.local("raw").resolve("event_date=" + day)));
    assertTrue(Files.exists(lake.local(lake.lake().salt(day))));
    new Prune(lake.lake(), after(33)).raw(30);
    assertFalse(Files.exists(lake.local(lake.lake().salt(day))));
    lake.aggregate();
    assertEquals(List.of("example.com,1"), lake.query(VIEWS));
  }

  @Test
  void curatedDaysOutliveTheirCleanedOnes() throws Exception {
    lake.view("a", 0, "/").ingest().aggregate();
    new Prune(lake.lake(), after(10)).cleaned(0);
    assertEquals(List.of(), lake.query(EVERYTHING));
    lake.aggregate();
    assertEquals(List.of("example.com,1"), lake.query(VIEWS));
  }

  @Test
  void prunedCuratedDaysAreNotBuiltAgain() throws Exception {
    lake.view("a", 0, "/").ingest().aggregate();
    new Prune(lake.lake(), after(10)).curated(0);
    assertEquals(List.of(), new Aggregation(lake.lake(), Clock.systemUTC()).stale(day -> true, true));
    assertEquals(List.of(), lake.query(VIEWS));
  }

  @Test
  void aSiteIsErasedEverywhereAndNoOther() throws Exception {
    lake.view("a", 0, "/").view("b", 1, "/");
    String ours = lake.lines();
    String theirs = ours.replace("hn=example.com", "hn=other.example");
    lake.ingest(ours + theirs + "broken\tother.example\n", false);
    lake.aggregate();
    new DomainErasure(lake.lake(), Clock.systemUTC()).erase("other.example");
    lake.aggregate();
    assertEquals(List.of("example.com,2"), lake.query(VIEWS));
    IngestResult again = retransform(AllowList.everything(), false);
    assertEquals(2, again.ok());
    assertEquals(0, again.failed().size());
    assertEquals(0, lake.ingest(ours + theirs + "broken\tother.example\n", false).records());
  }

  @Test
  void ofRecordsOnOneLineOnlyThoseOfTheErasedSiteGo() throws Exception {
    String ours = lake.view("a", 0, "/").view("b", 1, "/").lines();
    String all = (ours + ours.replace("hn=example.com", "hn=other.example")).replace("\t", "\\t").replace("\n", "\\n");
    lake.ingest(all, false);
    DomainErasure erasure = new DomainErasure(lake.lake(), Clock.systemUTC());
    erasure.erase("other.example");
    assertEquals(2, erasure.erasedLines());
    assertEquals(2, retransform(AllowList.everything(), false).ok());
    assertEquals(List.of("example.com,2"), lake.query("select domain_name, count(*) from incoming_events group by all"));
  }
}
