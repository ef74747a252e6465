package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tarn.lake.LakeException;
import tarn.lake.S3Server;
import tarn.lake.UnreliableS3;
import tarn.lake.UnreliableS3.Fault;

/** A lake on S3 whose requests fail comes to what a folder comes to without, and shows nothing half written on the way. */
@Tag("slow")
class S3FaultLakeTest {
  @TempDir
  Path machine;

  private UnreliableS3 proxy;
  private TwoLakes lakes;
  /** The lake on S3, past the proxy. */
  private SmallLake reader;
  private int views;
  private Duration waited = Duration.ZERO;

  @BeforeEach
  void makeLakes() throws Exception {
    proxy = new UnreliableS3(S3Server.endpoint());
    lakes = new TwoLakes(machine, proxy.endpoint());
    reader = new SmallLake(S3Server.lake(lakes.s3().lake().toString().substring(5), S3Server.endpoint(), machine.resolve("reader")));
    lakes.both(lake -> lake.view("a", 0, "/").event("a", 1, "click").view("b", 2, "/b").ingest().aggregate());
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  /** Something new of the day, to both lakes. */
  private void more() throws Exception {
    int number = ++views;
    lakes.both(lake -> lake.view("v" + number, number, "/new").event("v" + number, number + 1, number % 2 == 0 ? "click" : "signup"));
  }

  /** Two minutes later than the last time, when a lease that nobody could give back has run out. */
  private void aggregateLater() throws SQLException {
    waited = waited.plusMinutes(2);
    Aggregation aggregation = new Aggregation(lakes.s3().lake(), Clock.offset(Clock.systemUTC(), waited));
    aggregation.build(aggregation.stale(), day -> {});
  }

  /** The rows that a reader sees, by what is published at once. */
  private static Map<String, List<String>> seen(SmallLake lake) throws Exception {
    Map<String, List<String>> seen = new TreeMap<>();
    for (String part : List.of("'sessions', * from sessions", "'stats', * from stats", "'events ' || event_name, * from events")) {
      for (String row : lake.query("select " + part + " order by all")) {
        seen.computeIfAbsent(row.substring(0, row.indexOf(',')), none -> new ArrayList<>()).add(row);
      }
    }
    return seen;
  }

  private interface Deed {
    void run() throws Exception;
  }

  /** Whether a deed fails, which it does in one sentence. */
  private static boolean fails(Deed deed) throws Exception {
    try {
      deed.run();
      return false;
    } catch (LakeException failure) {
      String said = failure.getMessage();
      assertTrue(said.lines().count() == 1 && said.endsWith("nothing is half written") && !said.contains("Exception"), said);
      return true;
    }
  }

  /** Every request from this one on fails. */
  private void failFrom(int first, Fault fault) {
    proxy.fail(request -> request.number() >= first ? fault : null);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.INCLUDE, names = {"CUT_UPLOAD", "CUT_DOWNLOAD", "LOST_ANSWER", "SERVER_ERROR", "SLOW_DOWN"})
  void whereEveryRequestFailsOnceAllComesOutRight(Fault fault) throws Exception {
    Set<String> failed = new HashSet<>();
    proxy.fail(request -> {
      synchronized (failed) {
        return failed.add(request.method() + request.target()) ? fault : null;
      }
    });
    more();
    lakes.both(lake -> lake.ingest().aggregate());
    assertEquals(lakes.folder().query("select * from stats order by all"), lakes.s3().query("select * from stats order by all"));
    assertTrue(proxy.faults() > 20, proxy.requests().toString());
    proxy.heal();
    lakes.assertAlike();
  }

  @Test
  void whereverTheServiceGoesAwayTheOldStaysWholeAndTheNextRunMendsIt() throws Exception {
    goAway(3, first -> first % 2 == 0 ? Fault.SERVER_ERROR : Fault.LOST_ANSWER);
  }

  @Tag("drill")
  @ParameterizedTest
  @EnumSource(mode = Mode.INCLUDE, names = {"CUT_UPLOAD", "LOST_ANSWER", "SERVER_ERROR"})
  void atWhicheverRequestTheServiceGoesAwayTheOldStaysWholeAndTheNextRunMendsIt(Fault fault) throws Exception {
    goAway(1, first -> fault);
  }

  /** Before the first request, and again so many requests later, until nothing is in the way any more. */
  private void goAway(int step, IntFunction<Fault> faults) throws Exception {
    boolean failed = true;
    for (int first = 1; failed; first += step) {
      more();
      lakes.folder().ingest();
      failFrom(first, faults.apply(first));
      failed = fails(() -> lakes.s3().ingest());
      assertTrue(failed || first > 10);
      List<String> whole = lakes.folder().query("select * exclude (row_id) from incoming_events order by all");
      assertTrue(Set.copyOf(whole).containsAll(reader.query("select * exclude (row_id) from incoming_events")));
      proxy.heal();
      if (failed) {
        lakes.s3().ingest();
      }
      assertEquals(whole, reader.query("select * exclude (row_id) from incoming_events order by all"));
    }
    failed = true;
    for (int first = 1; failed; first += step) {
      Map<String, List<String>> before = seen(reader);
      more();
      lakes.both(SmallLake::ingest);
      lakes.folder().aggregate();
      Map<String, List<String>> after = seen(lakes.folder());
      failFrom(first, faults.apply(first));
      failed = fails(this::aggregateLater);
      assertTrue(failed || first > 20);
      seen(reader).forEach((part, rows) -> assertTrue(rows.equals(before.get(part)) || rows.equals(after.get(part)), part));
      proxy.heal();
      aggregateLater();
      assertEquals(after, seen(reader));
    }
    lakes.assertAlike();
  }
}
