package tarn.lake;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tarn.enrich.AllowList;
import tarn.enrich.ReferrerTable;
import tarn.enrich.UserAgentRegexes;
import tarn.event.PixelOptions;
import tarn.log.DamagedInput;
import tarn.log.LogFormat;
import tarn.log.LogInput;

/** Today's transform over raw files again. What they had produced is replaced. */
public final class Retransform {
  private final Lake lake;
  private final Ledger ledger;
  private final AllowList domains;
  private final ReferrerTable referrers;
  private final UserAgentRegexes userAgents;
  private final Boolean trimSlash;
  private final Clock clock;
  private final Map<String, LedgerEntry> firehoseByDay = new HashMap<>();
  private boolean takesEveryDomain;

  public Retransform(Lake lake, AllowList domains, Clock clock) {
    this(lake, domains, ReferrerTable.bundled(), UserAgentRegexes.bundled(), null, clock);
  }

  /**
   * @param domains whose hits are taken; null for those of the sites whose hits were taken before
   * @param trimSlash null to do as was done before
   */
  public Retransform(
      Lake lake, AllowList domains, ReferrerTable referrers, UserAgentRegexes userAgents, Boolean trimSlash, Clock clock) {
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.domains = domains;
    this.referrers = referrers;
    this.userAgents = userAgents;
    this.trimSlash = trimSlash;
    this.clock = clock;
  }

  /**
   * The raw files of the days that {@code wanted} takes.
   *
   * @param errorsOnly true for those with lines in {@code raw/error} only, and for what Firehose could not deliver
   */
  public List<LakeFile> files(Predicate<String> wanted, boolean errorsOnly) {
    List<LakeFile> raw = lake.store().list(lake.raw()).stream()
        .filter(file -> wanted.test(day(file)) && (!errorsOnly || hasErrors(file))).toList();
    return errorsOnly ? Stream.concat(raw.stream(), FailedDeliveries.files(lake, wanted).stream()).toList() : raw;
  }

  private static String day(LakeFile rawFile) {
    return PartitionValue.in(rawFile.path(), "event_date");
  }

  private boolean hasErrors(LakeFile rawFile) {
    LedgerEntry entry = ledger.read(day(rawFile), RawFile.name(rawFile));
    return entry != null && entry.failedCount() > 0;
  }

  public IngestResult run(List<LakeFile> files, Consumer<LakeFile> done) throws IOException, SQLException {
    IngestResult result = new IngestResult();
    Map<PixelOptions, LineTransform> transforms = new HashMap<>();
    try {
      for (LakeFile file : files) {
        if (file.path().startsWith(lake.failedDeliveries())) {
          takeDelivery(file, result);
          done.accept(file);
          continue;
        }
        LedgerEntry before = ledger.read(day(file), RawFile.name(file));
        PixelOptions options = options(before != null ? before : firehose(day(file)));
        LineTransform transform = transforms.get(options);
        if (transform == null) {
          transform = new LineTransform(lake, options, clock);
          transforms.put(options, transform);
        }
        run(file, before, transform, result);
        done.accept(file);
      }
    } finally {
      for (LineTransform transform : transforms.values()) {
        transform.close();
      }
    }
    return result;
  }

  private void takeDelivery(LakeFile file, IngestResult result) throws IOException, SQLException {
    try {
      result.add(new FailedDeliveries(lake, options(firehose(FailedDeliveries.day(lake, file))), clock).take(file));
    } catch (DamagedInput damaged) {
      leave(file, "and was left as it is", damaged, result);
    }
  }

  private void run(LakeFile file, LedgerEntry before, LineTransform transform, IngestResult result)
      throws IOException, SQLException {
    // A raw file without an entry was left by a crash, or written by Firehose.
    LogFormat format = before == null ? LogFormat.REALTIME : before.logFormat();
    try (InputStream in = LogInput.open(lake.store().open(file))) {
      LedgerEntry entry = transform.apply(in, RawFile.name(file), LocalDate.parse(day(file)), format,
          before == null ? "raw" : before.source(), before, () -> {});
      if (entry != null) {
        ledger.write(entry);
      }
      result.add(entry);
    } catch (DamagedInput damaged) {
      // What the whole file had produced is worth more than what half of it would.
      leave(file, "and what it had produced was left as it was", damaged, result);
    }
  }

  /** How the function in Firehose read lines of that day, which have no entry of their own; null where nobody knows. */
  private LedgerEntry firehose(String day) {
    if (!firehoseByDay.containsKey(day)) {
      firehoseByDay.put(day, ledger.latestOfFirehose(day));
    }
    return firehoseByDay.get(day);
  }

  private PixelOptions options(LedgerEntry before) {
    AllowList taken = domains != null ? domains
        : before == null || before.domains() == null ? AllowList.everything() : AllowList.of(before.domains());
    String pagesHost = before == null ? null : before.pagesHost();
    takesEveryDomain |= taken.isEverything() && pagesHost == null;
    boolean trim = trimSlash != null ? trimSlash : before != null && before.trimSlash();
    return new PixelOptions(taken, pagesHost, trim, referrers, userAgents);
  }

  /** True where hits of every domain were taken of some of the files. */
  public boolean takesEveryDomain() {
    return takesEveryDomain;
  }

  private void leave(LakeFile file, String what, DamagedInput damaged, IngestResult result) {
    result.damage = file.path() + " is damaged, " + what + " (" + damaged.getMessage() + ")";
    ledger.writeDamaged(new DamagedSource(file.path(), clock.instant(), 0, result.damage), List.of(file.path()));
  }
}
