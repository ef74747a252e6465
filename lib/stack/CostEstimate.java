package tarn.stack;

import java.util.ArrayList;
import java.util.List;

/**
 * Dollars of a month of the stack in {@code infra/template.yaml} with its default parameters.
 *
 * <p>What it assumes where neither traffic nor prices tell stands in the constants.
 */
public final class CostEstimate {
  /** How hits come in: the template's parameter {@code Ingestion}. */
  public enum Ingestion {
    REALTIME, STANDARD
  }

  /**
   * A line of the bill.
   *
   * @param fixed whether it is the same whatever comes in
   */
  public record Line(String service, String what, double dollars, boolean fixed) {}

  private static final double GB = 1L << 30;
  private static final double HOURS = 730;
  private static final double DAYS = HOURS / 24;
  private static final double SECONDS = HOURS * 3_600;
  /** Firehose bills records of streams in steps of so many bytes. */
  private static final double FIREHOSE_STEP = 5 * 1_024;
  /** Kinesis counts records in units of so many bytes. */
  private static final double PAYLOAD_UNIT = 25 * 1_024;
  private static final double RECORDS_PER_SHARD_SECOND = 1_000;
  /** The busiest second has so many times the hits of an average one. */
  private static final double PEAK = 10;
  /** The tracker comes from the cache of the browser within an hour. */
  private static final double TRACKER_LOADS_PER_PAGE_VIEW = 0.4;
  /** A pixel of 42 bytes with its headers; a compressed tracker with its. */
  private static final double PIXEL_BYTES = 700;
  private static final double TRACKER_BYTES = 2_000;
  /** An event's JSON is so many times its line, nulls left out. */
  private static final double JSON_PER_LINE = 2;
  private static final double FLUSHES = SECONDS / 900;
  private static final int EVENT_TYPES = 2;
  private static final double TRANSFORM_BATCH_BYTES = 0.2 * 1_024 * 1_024;
  private static final double TRANSFORM_GB = 1;
  private static final double TRANSFORM_SECONDS_PER_CALL = 0.03;
  private static final double TRANSFORM_SECONDS_PER_LINE = 0.00002;
  private static final double AGGREGATE_GB = 3_008 / 1_024.0;
  private static final double AGGREGATE_RUNS = HOURS + DAYS;
  private static final double AGGREGATE_SECONDS_PER_RUN = 6;
  private static final double AGGREGATE_SECONDS_PER_HIT = 0.00002;
  /** Three tables, five names of events, manifests and the lease. */
  private static final double WRITES_PER_RUN_AND_DOMAIN = 14;
  private static final double LISTS_PER_RUN = 10;
  /** The report of Lambda, and the line with the metric. */
  private static final double LOG_BYTES_PER_CALL = 1_450;
  /** Of the template; a test counts them. */
  static final int ALARMS = 6;
  static final int ALARMS_OF_STREAM = 2;
  private static final int METRICS = 1;

  private final PriceTable prices;
  private final boolean freeTier;

  /** @param freeTier whether the account has what is free every month for nothing else */
  public CostEstimate(PriceTable prices, boolean freeTier) {
    this.prices = prices;
    this.freeTier = freeTier;
  }

  /** The bill, in the order in which hits walk through the stack. */
  public List<Line> of(Traffic traffic, Ingestion ingestion) {
    boolean stream = ingestion == Ingestion.REALTIME;
    double hits = traffic.hits();
    double trackerLoads = traffic.pageViews() * TRACKER_LOADS_PER_PAGE_VIEW;
    // The access log has every request, the real-time log those of the pixels.
    double lines = stream ? hits : hits + trackerLoads;
    double lineGigabytes = lines * traffic.lineBytes() / GB;
    double steppedGigabytes = lines * Math.ceil(traffic.lineBytes() / FIREHOSE_STEP) * FIREHOSE_STEP / GB;
    double rawObjects = Math.min(lines, FLUSHES);
    double cleanedObjects = Math.min(hits, FLUSHES * traffic.domains() * EVENT_TYPES);
    double calls = Math.min(lines, Math.max(SECONDS / 60, lines * traffic.lineBytes() / TRANSFORM_BATCH_BYTES));

    List<Line> bill = new ArrayList<>();
    scales(bill, "CloudFront", "requests", "cloudfront-requests", hits + trackerLoads);
    scales(bill, "CloudFront", "data out", "cloudfront-gb-out", (hits * PIXEL_BYTES + trackerLoads * TRACKER_BYTES) / GB);
    if (stream) {
      double shards = Math.max(1, Math.ceil(hits / SECONDS * PEAK / RECORDS_PER_SHARD_SECOND));
      scales(bill, "CloudFront", "real-time log lines", "cloudfront-log-lines", lines);
      bill.add(new Line("Kinesis", "shards", dollars("kinesis-shard-hours", shards * HOURS), true));
      scales(bill, "Kinesis", "records", "kinesis-put-payload-units", lines * Math.ceil(traffic.lineBytes() / PAYLOAD_UNIT));
      scales(bill, "Firehose", "ingestion, in steps of 5 KB", "firehose-gb", steppedGigabytes);
    } else {
      scales(bill, "CloudWatch", "delivery of the access log", "vended-logs-gb", lineGigabytes);
      scales(bill, "Firehose", "ingestion", "firehose-vended-gb", lineGigabytes);
    }
    scales(bill, "Firehose", "conversion to Parquet", "firehose-conversion-gb", steppedGigabytes);
    scales(bill, "Firehose", "partitioning", "firehose-partitioning-gb", hits * traffic.lineBytes() * JSON_PER_LINE / GB);
    scales(bill, "Firehose", "files", "firehose-partitioning-objects", cleanedObjects);
    processing(bill, traffic, lines, calls);
    double runsAndDomains = AGGREGATE_RUNS * traffic.domains();
    scales(bill, "S3", "files written, listings", "s3-writes",
        rawObjects + cleanedObjects + runsAndDomains * WRITES_PER_RUN_AND_DOMAIN + AGGREGATE_RUNS * LISTS_PER_RUN);
    // A run in the middle of a day reads half of the day's files.
    scales(bill, "S3", "files read", "s3-reads", AGGREGATE_RUNS * cleanedObjects / DAYS / 2);
    scales(bill, "S3", "storage", "s3-gb-months", storedGigabytes(traffic, hits));
    bill.add(new Line("CloudWatch", "alarms", dollars("cloudwatch-alarms", ALARMS + (stream ? ALARMS_OF_STREAM : 0)), true));
    bill.add(new Line("CloudWatch", "metrics", dollars("cloudwatch-metrics", METRICS), true));
    scales(bill, "CloudWatch", "logs of the functions", "cloudwatch-log-gb", (calls + AGGREGATE_RUNS) * LOG_BYTES_PER_CALL / GB);
    bill.add(new Line("EventBridge", "schedules", dollars("scheduler-calls", AGGREGATE_RUNS), true));
    return bill;
  }

  /** Two functions share what is free. */
  private void processing(List<Line> bill, Traffic traffic, double lines, double calls) {
    double transform = TRANSFORM_GB * (calls * TRANSFORM_SECONDS_PER_CALL + lines * TRANSFORM_SECONDS_PER_LINE);
    double aggregate = AGGREGATE_GB * AGGREGATE_RUNS
        * (AGGREGATE_SECONDS_PER_RUN + traffic.hits() / DAYS / 2 * AGGREGATE_SECONDS_PER_HIT);
    scales(bill, "Lambda", "calls", "lambda-requests", calls + AGGREGATE_RUNS);
    scales(bill, "Lambda", "transform and aggregation", "lambda-arm-gb-seconds", transform + aggregate);
  }

  private static double storedGigabytes(Traffic traffic, double hits) {
    double raw = hits * traffic.rawBytes() * traffic.rawDays() / DAYS;
    double cleaned = hits * traffic.cleanedBytes() * traffic.months();
    double curated = hits * traffic.curatedBytes() * traffic.months();
    return (raw + cleaned + curated) / GB;
  }

  private void scales(List<Line> bill, String service, String what, String item, double quantity) {
    bill.add(new Line(service, what, dollars(item, quantity), false));
  }

  private double dollars(String item, double quantity) {
    return prices.get(item).of(quantity, freeTier);
  }

  public static double total(List<Line> bill) {
    return bill.stream().mapToDouble(Line::dollars).sum();
  }

  /** What has to be paid for no hit at all. */
  public static double fixed(List<Line> bill) {
    return bill.stream().filter(Line::fixed).mapToDouble(Line::dollars).sum();
  }

  /** Page views a month from which on a stream costs less than the access log, to the next million; -1 for none. */
  public long streamPaysFrom(Traffic traffic) {
    for (long pageViews = 1_000_000; pageViews <= 1_000_000_000; pageViews += 1_000_000) {
      Traffic more = traffic.withPageViews(pageViews);
      if (total(of(more, Ingestion.REALTIME)) <= total(of(more, Ingestion.STANDARD))) {
        return pageViews;
      }
    }
    return -1;
  }
}
