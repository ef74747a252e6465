package tarn.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tarn.event.Column;
import tarn.event.Schema;
import tarn.event.Table;
import tarn.log.RealtimeParser;

/** The template agrees with the code, and keeps the rules that no validator knows. */
class TemplateTest {
  private static final int LONGEST_BUCKET_NAME = 63;

  @Test
  void theCatalogHasTheColumnsOfTheSchema() throws IOException {
    assertEquals(CatalogColumns.refreshed(TemplateFile.text()), TemplateFile.text(), "./jbang test --write-docs writes them anew");
    for (Table table : Schema.TABLES) {
      Map<String, Object> input = tableInput(table);
      assertEquals(columns(table.partitionKeys()), input.get("PartitionKeys"), table.name());
      assertEquals(columns(table.fileColumns()), TemplateFile.cast(input.get("StorageDescriptor")).get("Columns"), table.name());
    }
  }

  @Test
  void aTableWithoutItsPlaceIsMissed() throws IOException {
    String template = TemplateFile.text();
    assertThrows(IllegalArgumentException.class, () -> CatalogColumns.refreshed(template.replace("# keys of stats", "")));
    assertThrows(IllegalArgumentException.class,
        () -> CatalogColumns.refreshed(template + "# keys of nothing\n# end\n"));
  }

  private static List<Object> columns(List<Column> columns) {
    List<Object> list = new ArrayList<>();
    for (Column column : columns) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("Name", column.name());
      entry.put("Type", column.type().hiveName());
      list.add(entry);
    }
    return list;
  }

  private static Map<String, Object> tableInput(Table table) throws IOException {
    for (Map<String, Object> resource : TemplateFile.resources().values()) {
      Map<String, Object> input = TemplateFile.cast(properties(resource).get("TableInput"));
      if (input != null && input.get("Name").equals(table.name())) {
        return input;
      }
    }
    throw new AssertionError("the catalog has no table " + table.name());
  }

  private static Map<String, Object> properties(Map<String, Object> resource) {
    return TemplateFile.cast(resource.get("Properties"));
  }

  /** Athena finds a partition by its keys alone, so each has to be projected and to stand in the path. */
  @Test
  void projectionsCoverEveryPartitionKey() throws IOException {
    for (Table table : Schema.TABLES) {
      Map<String, Object> parameters = TemplateFile.cast(tableInput(table).get("Parameters"));
      boolean projected = !table.equals(Schema.EVENTS);
      assertEquals(projected, parameters.containsKey("projection.enabled"), table.name());
      for (Column key : projected ? table.partitionKeys() : List.<Column>of()) {
        assertTrue(parameters.containsKey("projection." + key.name() + ".type"), key.name());
        assertTrue(parameters.get("storage.location.template").toString().contains("/" + key.name() + "=${!" + key.name() + "}/"),
            key.name());
      }
    }
  }

  @Test
  void onlyTheDataOutlivesTheStack() throws IOException {
    Set<String> kept = new TreeSet<>();
    TemplateFile.resources().forEach((name, resource) -> {
      if (!String.valueOf(resource.getOrDefault("DeletionPolicy", "Delete")).equals("Delete")) {
        assertEquals("Retain", resource.get("DeletionPolicy"), name);
        assertEquals("Retain", resource.get("UpdateReplacePolicy"), name);
        kept.add(name);
      }
    });
    assertEquals(Set.of("RawBucket", "CleanedBucket", "CuratedBucket"), kept);
  }

  /** Where events expire by themselves, curated days look as if their input had been taken away, and go as well. */
  @Test
  void noRuleOfABucketDeletesEventsOrTables() throws IOException {
    Map<String, Map<String, Object>> resources = TemplateFile.resources();
    for (String bucket : List.of("CleanedBucket", "CuratedBucket")) {
      List<Object> rules = TemplateFile.<List<Object>>cast(properties(resources.get(bucket)).get("LifecycleConfiguration")).get("Rules");
      for (Object rule : rules) {
        Map<String, Object> map = TemplateFile.cast(rule);
        assertTrue(!map.containsKey("ExpirationInDays") || Set.of("error/", "athena/").contains(map.get("Prefix")), bucket + ": " + rule);
      }
    }
    assertTrue(properties(resources.get("Aggregate")).get("Environment").toString().contains("TARN_CLEANED_DAYS=!Ref CleanedRetentionDays"));
  }

  @Test
  void everyBucketIsPrivateAndItsNameNotTooLong() throws IOException {
    int longestPrefix = Integer.parseInt(TemplateFile.<Map<String, Object>>cast(TemplateFile.section("Parameters")).get("Prefix")
        .get("MaxLength").toString());
    Map<String, Map<String, Object>> resources = TemplateFile.resources();
    int buckets = 0;
    for (Map.Entry<String, Map<String, Object>> entry : resources.entrySet()) {
      if (entry.getValue().get("Type").equals("AWS::S3::Bucket")) {
        buckets++;
        Map<String, Object> properties = properties(entry.getValue());
        String suffix = properties.get("BucketName").toString().replace("!Sub ${Prefix}", "");
        assertTrue(longestPrefix + suffix.length() <= LONGEST_BUCKET_NAME, suffix);
        assertEquals(Set.of("true"), Set.copyOf(TemplateFile.cast(properties.get("PublicAccessBlockConfiguration")).values()));
        assertTrue(properties.toString().contains("DaysAfterInitiation=1"), entry.getKey());
        assertTrue(resources.get(entry.getKey() + "Policy").toString().contains("aws:SecureTransport=false"), entry.getKey());
      }
    }
    assertEquals(4, buckets);
    assertTrue(longestPrefix + "-artifacts".length() <= LONGEST_BUCKET_NAME);
  }

  @Test
  void everyStatementIsNamedAndNarrow() throws IOException {
    List<String> found = new ArrayList<>();
    TemplateFile.walk("", TemplateFile.section("Resources"), (way, map) -> {
      if (map.containsKey("Effect")) {
        found.add(way);
        assertTrue(map.containsKey("Sid"), way + ": " + map);
        if (map.get("Effect").equals("Allow")) {
          assertFalse(map.get("Action").toString().contains("*"), way + ": " + map);
          assertFalse("*".equals(map.get("Resource")), way + ": " + map);
        }
      }
    });
    assertTrue(found.size() > 30, found.toString());
  }

  /** Salts and addresses are for the transform, Firehose and the operator. */
  @Test
  void readersSeeNoRawData() throws IOException {
    Map<String, Map<String, Object>> resources = TemplateFile.resources();
    assertFalse(resources.get("ReaderPolicy").toString().contains("RawBucket"));
    assertFalse(resources.get("ReaderPolicy").toString().contains("error/"));
    assertFalse(resources.get("AggregateRole").toString().contains("RawBucket"));
    assertFalse(resources.get("DeliveryRole").toString().contains("salt"));
  }

  @Test
  void theAlarmOfFailedLinesWatchesTheMetricOfTheTransform() throws IOException {
    Map<String, Object> alarm = properties(TemplateFile.resources().get("LinesRefused"));
    assertEquals("Tarn FailedLines [{Name=FunctionName, Value=!Ref Transform}]",
        alarm.get("Namespace") + " " + alarm.get("MetricName") + " " + alarm.get("Dimensions"));
  }

  @Test
  void theEstimateCountsTheAlarms() throws IOException {
    List<Object> conditions = new ArrayList<>();
    TemplateFile.resources().values().stream().filter(resource -> resource.get("Type").equals("AWS::CloudWatch::Alarm"))
        .forEach(alarm -> conditions.add(alarm.getOrDefault("Condition", "always")));
    assertEquals(CostEstimate.ALARMS, conditions.stream().filter("always"::equals).count());
    assertEquals(CostEstimate.ALARMS_OF_STREAM, conditions.stream().filter("IsRealtime"::equals).count());
    assertEquals(CostEstimate.ALARMS + CostEstimate.ALARMS_OF_STREAM, conditions.size());
  }

  @Test
  void theFunctionsAreThoseThatArePacked() throws IOException {
    assertEquals(LambdaFunction.TRANSFORM.handler() + "::handleRequest", properties(TemplateFile.resources().get("Transform")).get("Handler"));
    assertEquals(LambdaFunction.AGGREGATE.handler() + "::handleRequest", properties(TemplateFile.resources().get("Aggregate")).get("Handler"));
  }

  /** Both kinds of log bring the fields that the parser reads, in its order. */
  @Test
  void theParserReadsTheFieldsThatAreLogged() throws Exception {
    Object realtime = properties(TemplateFile.resources().get("HitLog")).get("Fields");
    assertEquals(List.of("timestamp", "c-ip", "sc-status", "cs-uri-stem", "cs-bytes", "x-edge-location", "time-taken",
        "cs-user-agent", "cs-referer", "cs-uri-query", "x-edge-result-type", "c-country", "asn"), realtime);
    String standard = properties(TemplateFile.resources().get("AccessLogDelivery")).get("RecordFields").toString();
    assertEquals(realtime.toString(), standard.replace("timestamp(ms)", "timestamp").replace("cs(User-Agent)", "cs-user-agent")
        .replace("cs(Referer)", "cs-referer"));
    String line = "1682084241.469\t192.0.2.7\t200\t/hello.gif\t789\tHAM50-P2\t0.001\tagent\t-\tt=pv\tHit\tDE\t3320";
    assertEquals("DE", new RealtimeParser().parse(line).country());
    assertEquals(3320, new RealtimeParser().parse(line).asn());
  }
}
