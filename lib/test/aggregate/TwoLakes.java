package tarn.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tarn.lake.LakeFile;
import tarn.lake.Ledger;
import tarn.lake.LedgerEntry;
import tarn.lake.S3Server;

/** A lake in a folder and one on S3 with the same salts: what is done to both has to leave both alike. */
final class TwoLakes {
  interface Deed {
    void to(SmallLake lake) throws Exception;
  }

  private final SmallLake folder;
  private final SmallLake s3;

  TwoLakes(Path machine) {
    this(machine, S3Server.endpoint());
  }

  /** @param endpoint of the S3 server, or of a proxy before it */
  TwoLakes(Path machine, URI endpoint) {
    folder = new SmallLake(machine.resolve("lake"));
    s3 = new SmallLake(S3Server.lake(S3Server.newPrefix(), endpoint, machine));
    for (String day : List.of("2026-11-19", "2026-11-20", "2026-11-21")) {
      for (SmallLake lake : List.of(folder, s3)) {
        assertTrue(lake.lake().store().create(lake.lake().salt(LocalDate.parse(day)), ("{\"salt\":\"" + "5a".repeat(32)
            + "\",\"created\":\"" + Instant.now() + "\"}").getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  SmallLake s3() {
    return s3;
  }

  SmallLake folder() {
    return folder;
  }

  TwoLakes both(Deed deed) throws Exception {
    deed.to(folder);
    deed.to(s3);
    return this;
  }

  /** Every row of every table, the paths of all files, what is stale, and what the ledger says. */
  void assertAlike() throws Exception {
    assertEquals(answers(folder), answers(s3));
  }

  private static List<String> answers(SmallLake lake) throws Exception {
    List<String> answers = new ArrayList<>();
    for (String table : ReadOnlyLake.views()) {
      answers.add(table);
      answers.addAll(lake.query("select * " + (table.equals("incoming_events") ? "exclude (row_id) " : "") + "from " + table + " order by all"));
    }
    for (String prefix : List.of(lake.lake().raw(), lake.lake().errors(), lake.lake().incoming(), lake.lake().aggregated())) {
      lake.lake().store().list(prefix).stream().map(LakeFile::path)
          // The name of a merged file tells the times or ETags of those in it.
          .map(path -> path.replaceFirst("merged-[0-9a-f]+", "merged")).forEach(answers::add);
    }
    new Aggregation(lake.lake(), java.time.Clock.systemUTC()).stale().forEach(stale -> answers.add(stale.day() + " " + stale.reason()));
    for (LedgerEntry entry : new Ledger(lake.lake()).all()) {
      answers.add(entry.day() + entry.name() + entry.records() + entry.ok() + entry.dropped() + entry.failed());
    }
    return answers;
  }
}
