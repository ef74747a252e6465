package tarn.traffic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {
  private static final TrafficPlan DEMO = TrafficPlan.demo(LocalDate.of(2026, 11, 23));
  private static final List<String> LINES = Traffic.lines(DEMO).toList();
  private static final List<LoggedLine> HITS = LINES.stream()
      .map(LoggedLine::new)
      .filter(line -> !line.isBroken() && line.isPixel())
      .toList();

  @TempDir
  Path folder;

  @Test
  void theSamePlanGivesTheSameBytes() throws IOException {
    TrafficPlan plan = new TrafficPlan(7, DEMO.firstDay(), 2, DEMO.sites());
    assertEquals(Traffic.write(plan, folder.resolve("first")), Traffic.write(plan, folder.resolve("second")));
    assertEquals(2, files("first").size());
    for (Path file : files("first")) {
      Path other = folder.resolve("second").resolve(file.getFileName());
      assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
    }
  }

  @Test
  void anotherSeedGivesOtherLines() {
    TrafficPlan other = new TrafficPlan(DEMO.seed() + 1, DEMO.firstDay(), DEMO.days(), DEMO.sites());
    Set<String> common = Traffic.lines(other).collect(Collectors.toCollection(HashSet::new));
    common.retainAll(new HashSet<>(LINES));
    assertEquals(Set.of(), common);
  }

  @Test
  void thereIsOneFileADayWithTheLinesThatArriveOnItInOrder() throws IOException {
    Traffic.write(DEMO, folder);
    List<Path> files = files("");
    assertEquals(
        DEMO.firstDay().datesUntil(DEMO.firstDay().plusDays(7)).map(day -> day + ".log.gz").toList(),
        files.stream().map(file -> file.getFileName().toString()).toList());
    Set<String> seen = new HashSet<>();
    int lines = 0;
    for (Path file : files) {
      long last = 0;
      for (String text : read(file)) {
        assertEquals(LINES.get(lines++), text);
        LoggedLine line = new LoggedLine(text);
        if (!line.hasReadableTime()) {
          continue;
        }
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(line.arrivalMillis()), ZoneOffset.UTC);
        assertEquals(file.getFileName().toString(), day + ".log.gz");
        if (seen.add(text)) {
          assertTrue(line.arrivalMillis() >= last, text);
          last = line.arrivalMillis();
        }
      }
    }
    assertEquals(LINES.size(), lines);
  }

  @Test
  void linesThatAreNotBrokenHaveThirteenFieldsOfAscii() {
    for (String text : LINES) {
      LoggedLine line = new LoggedLine(text);
      assertTrue(line.isBroken() || line.fieldCount() == 13, text);
      assertTrue(text.chars().allMatch(c -> c == '\t' || c > ' ' && c < 127), text);
    }
  }

  @Test
  void theQueryStandsBehindThePathTooAndDecodesTwiceToWhatTheBrowserHad() {
    for (LoggedLine hit : HITS) {
      if (hit.isNoscript()) {
        assertEquals("-", hit.field(9));
        continue;
      }
      assertEquals("/hello.gif?" + hit.field(9), hit.field(3));
      URI url = URI.create(hit.key("u"));
      assertEquals(hit.key("hn"), url.getHost());
      assertEquals(hit.key("pa"), url.getRawPath());
      if (hit.key("ua") != null) {
        assertEquals(LoggedLine.decode(hit.field(7)), hit.key("ua"));
      }
    }
    assertTrue(HITS.stream().anyMatch(hit -> "Notes from a café in Zürich | Notes by the tarn".equals(hit.key("ti"))));
  }

  @Test
  void tagsStandInTheirKeysAndInTheUrl() {
    List<LoggedLine> tagged = HITS.stream().filter(hit -> hit.key("ume") != null).toList();
    assertFalse(tagged.isEmpty());
    for (LoggedLine hit : tagged) {
      assertTrue(hit.key("u").contains("utm_source=" + hit.key("uso") + "&utm_medium=" + hit.key("ume")), hit.key("u"));
    }
  }

  @Test
  void peopleAreAwakeInTheEveningOfTheirOwnZone() {
    Map<String, int[]> byZone = new HashMap<>();
    for (LoggedLine hit : HITS) {
      if (!hit.isBot() && hit.key("tz") != null) {
        int hour = Instant.ofEpochMilli(hit.eventMillis()).atZone(ZoneId.of(hit.key("tz"))).getHour();
        byZone.computeIfAbsent(hit.key("tz"), zone -> new int[24])[hour]++;
      }
    }
    for (String zone : List.of("Europe/Berlin", "America/New_York", "Asia/Kolkata")) {
      int[] hours = byZone.get(zone);
      assertTrue(hours[20] + hours[21] > 4 * (hours[2] + hours[3]), zone);
      assertTrue(hours[12] + hours[13] > hours[14] + hours[15], zone);
    }
  }

  @Test
  void theWeekendIsQuietInTheShopAndBusyOnTheBlog() {
    Map<String, Long> views = HITS.stream()
        .filter(hit -> "pv".equals(hit.key("t")) && !hit.isBot())
        .collect(Collectors.groupingBy(hit -> hit.domain() + " "
            + Instant.ofEpochMilli(hit.eventMillis()).atZone(ZoneOffset.UTC).getDayOfWeek(), Collectors.counting()));
    assertTrue(views.get("tarn-shop.example SUNDAY") < 0.85 * views.get("tarn-shop.example WEDNESDAY"));
    assertTrue(views.get("blog.example SUNDAY") > 1.1 * views.get("blog.example WEDNESDAY"));
  }

  @Test
  void allHitsBelongToTheDaysOfThePlan() {
    Set<LocalDate> days = HITS.stream()
        .map(hit -> LocalDate.ofInstant(Instant.ofEpochMilli(hit.eventMillis()), ZoneOffset.UTC))
        .collect(Collectors.toSet());
    assertEquals(DEMO.firstDay().datesUntil(DEMO.firstDay().plusDays(7)).collect(Collectors.toSet()), days);
  }

  @Test
  void whatHappensToRealLogsHappensHereToo() {
    assertTrue(HITS.stream().anyMatch(hit -> hit.arrivalMillis() - hit.eventMillis() > 3_600_000), "late");
    assertTrue(HITS.stream().anyMatch(hit -> hit.eventMillis() > hit.arrivalMillis()), "fast clock");
    assertTrue(HITS.stream().anyMatch(hit -> hit.key("ts") != null
        && Math.abs(Long.parseLong(hit.key("ts")) - hit.arrivalMillis()) > 2 * 86_400_000L), "absurd clock");
    assertTrue(HITS.stream().anyMatch(hit -> hit.isNoscript() && !hit.isBot()), "noscript");
    assertTrue(HITS.stream().anyMatch(hit -> hit.field(2).equals("000")), "left early");
    assertTrue(HITS.stream().anyMatch(hit -> hit.key("r") != null && "pv".equals(hit.key("t"))
        && URI.create(hit.key("r")).getHost().equals(hit.key("hn"))
        && hit.eventMillis() % 86_400_000 < 1_800_000), "a visit across midnight");
    for (String trace : List.of("gclid%253D", "www.tarn-shop.example", "uso=chatgpt.com", "/favicon.ico\t")) {
      assertTrue(LINES.stream().anyMatch(line -> line.contains(trace)), trace);
    }
  }

  @Test
  void plansWithoutDaysOrSitesAreRefused() {
    LocalDate day = LocalDate.of(2026, 11, 23);
    Site site = new Site("blog.example", SiteKind.BLOG, 10);
    assertThrows(IllegalArgumentException.class, () -> new TrafficPlan(1, day, 0, List.of(site)));
    assertThrows(IllegalArgumentException.class, () -> new TrafficPlan(1, day, 1, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new TrafficPlan(1, day, 1, List.of(site, site)));
    assertNotEquals(0, Traffic.lines(new TrafficPlan(1, day, 1, List.of(site))).count());
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.sorted().toList();
    }
  }

  private static List<String> read(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }
}
