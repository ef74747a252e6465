package tarn.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.aggregate.ZoneSize;
import tarn.stack.CostEstimate.Ingestion;
import tarn.stack.CostEstimate.Line;
import tarn.cli.Repository;
import tarn.lake.LakeException;
import tarn.lake.LedgerEntry;

/** The estimate follows the ways in which AWS counts. */
class CostTest {
  private static final double CENT = 0.01;
  private static final PriceTable PRICES = PriceTable.builtIn("us-east-1");
  private static final CostEstimate ESTIMATE = new CostEstimate(PRICES, true);

  private static double dollars(List<Line> bill, String service, String what) {
    return bill.stream().filter(line -> line.service().equals(service) && line.what().equals(what)).findFirst().orElseThrow()
        .dollars();
  }

  private static List<Line> bill(long pageViews, Ingestion ingestion) {
    return ESTIMATE.of(Traffic.DEMO.withPageViews(pageViews), ingestion);
  }

  @Test
  void theShardIsPaidForNoHitAtAll() {
    assertEquals(730 * 0.015, CostEstimate.fixed(bill(0, Ingestion.REALTIME)), CENT);
    assertEquals(0, CostEstimate.fixed(bill(0, Ingestion.STANDARD)), CENT);
  }

  @Test
  void recordsOfAStreamCountInStepsOfFiveKilobytes() {
    double gigabytes = 2_100_000 * 5_120.0 / (1L << 30);
    assertEquals(gigabytes * 0.029, dollars(bill(1_000_000, Ingestion.REALTIME), "Firehose", "ingestion, in steps of 5 KB"), CENT);
    assertEquals(gigabytes * 0.018, dollars(bill(1_000_000, Ingestion.REALTIME), "Firehose", "conversion to Parquet"), CENT);
  }

  /** The line of an access log is of any request, the tracker's too, and counts by its bytes. */
  @Test
  void recordsOfTheAccessLogCountByTheirBytes() {
    double gigabytes = 2_500_000 * 1_037.0 / (1L << 30);
    assertEquals(gigabytes * 0.25, dollars(bill(1_000_000, Ingestion.STANDARD), "CloudWatch", "delivery of the access log"), CENT);
  }

  @Test
  void whatIsFreeForEverIsCountedUnlessItIsUsedUp() {
    assertEquals(0, dollars(bill(1_000_000, Ingestion.REALTIME), "CloudFront", "requests"));
    List<Line> full = new CostEstimate(PRICES, false).of(Traffic.DEMO.withPageViews(1_000_000), Ingestion.REALTIME);
    assertEquals(2.5, dollars(full, "CloudFront", "requests"), CENT);
  }

  @Test
  void theAccessLogIsForLittleTrafficAndTheStreamForMuch() {
    long from = ESTIMATE.streamPaysFrom(Traffic.DEMO);
    assertTrue(from > 1_000_000, "" + from);
    assertTrue(CostEstimate.total(bill(from - 1_000_000, Ingestion.REALTIME))
        > CostEstimate.total(bill(from - 1_000_000, Ingestion.STANDARD)));
    assertTrue(CostEstimate.total(bill(from, Ingestion.REALTIME)) <= CostEstimate.total(bill(from, Ingestion.STANDARD)));
  }

  @Test
  void moreSitesMeanMoreFiles() {
    Traffic twenty = Traffic.DEMO.with(2.1, 20, 12);
    assertTrue(dollars(ESTIMATE.of(twenty, Ingestion.REALTIME), "S3", "files written, listings")
        > 10 * dollars(bill(1_000_000, Ingestion.REALTIME), "S3", "files written, listings"));
  }

  private static LedgerEntry lines(String name) {
    return new LedgerEntry(name, "s", "2026-11-20", "realtime", null, null, false, "", 5_000, 10, 10, 0, new TreeMap<>(), new TreeMap<>());
  }

  private static Traffic measured(String... names) {
    return Traffic.DEMO.measuredIn(Arrays.stream(names).map(CostTest::lines).toList(),
        List.of(new ZoneSize("raw", 1, 1, 100 * names.length), new ZoneSize("cleaned", 1, 1, 200 * names.length),
            new ZoneSize("curated", 1, 1, 300 * names.length)));
  }

  @Test
  void aLakeBringsItsOwnBytes() {
    assertEquals(new Traffic(1_000_000, 2.1, 500, 10, 40, 30, 1, 12, 30), measured("0123"));
    assertEquals(Traffic.DEMO, Traffic.DEMO.measuredIn(List.of(), List.of()));
  }

  /** What Firehose has written is as large as it will be; what Tarn has written would be twice as large. */
  @Test
  void eventsThatFirehoseWroteAreTakenAsTheyAre() {
    assertEquals(20, measured("firehose-1").cleanedBytes());
    assertEquals(20 * 2 / 1.5, measured("firehose-1", "0123").cleanedBytes(), 1e-9);
    double gigabytes = 2_100_000 * (10 * 30 / (730 / 24.0) + 20 * 12 + 30 * 12) / (1L << 30);
    assertEquals(gigabytes * 0.023, dollars(ESTIMATE.of(measured("firehose-1"), Ingestion.REALTIME), "S3", "storage"), CENT);
  }

  @Test
  void everyPriceSaysHowOldItIsAndWhereItIsFrom() {
    for (PriceTable.Price price : PRICES.all()) {
      assertFalse(price.asOf().isBlank(), price.item());
      assertTrue(price.source().length() > 10, price.item());
    }
  }

  @Test
  void theReadmeSaysHowManyPricesNobodyLookedUp() throws IOException {
    long unknown = PRICES.all().stream().filter(price -> price.asOf().equals("-")).count();
    String sentence = String.format("%d of its %d prices", unknown, PRICES.all().size());
    assertTrue(Files.readString(Repository.root().resolve("README.md")).contains(sentence), sentence);
  }

  @Test
  void aTableOfOnesOwnIsReadAndItsFaultsAreNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("prices.csv");
    String head = "region,item,dollars,per,free,as_of,source\n";
    Files.writeString(file, head + "eu-central-1,s3-writes,0.0054,1000,0,2026-01,a bill\n");
    assertEquals(0.0054, PriceTable.of("eu-central-1", file).get("s3-writes").of(1_000, true), 1e-9);
    assertThrows(LakeException.class, () -> PriceTable.of("eu-central-1", file).get("s3-reads"));
    assertThrows(LakeException.class, () -> PriceTable.of("us-east-1", file));
    Files.writeString(file, head + "eu-central-1,s3-writes,cheap,1000,0,2026-01,a bill\n");
    assertThrows(LakeException.class, () -> PriceTable.of("eu-central-1", file));
    Files.writeString(file, "region,item\neu-central-1,s3-writes\n");
    assertThrows(LakeException.class, () -> PriceTable.of("eu-central-1", file));
  }

  @Test
  void theReadmeShowsTheEstimate() throws IOException {
    String readme = Files.readString(Repository.root().resolve("README.md"));
    assertEquals(CostTable.refreshed(readme, ESTIMATE, Traffic.DEMO), readme, "./jbang test --write-docs brings README.md up to date");
  }
}
