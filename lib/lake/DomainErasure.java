package tarn.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogInput;
import tarn.log.LogParser;
import tarn.log.MalformedLine;

/**
 * Takes away everything of one site: curated, cleaned, and its lines in raw and quarantine. Raw files keep their names,
 * so that the logs they came from are still known and do not bring the site back.
 */
public final class DomainErasure {
  private final Lake lake;
  private final Clock clock;
  private long deletedFiles;
  private long erasedLines;

  public DomainErasure(Lake lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
  }

  /** @param domain in normal spelling */
  public void erase(String domain) {
    try (Lease lease = Lease.take(lake, "prune", clock)) {
      lease.whileHeld(() -> eraseEverywhere(domain));
    }
  }

  private void eraseEverywhere(String domain) throws IOException {
    for (LakeFile file : lake.store().list(lake.raw())) {
      eraseLines(file, domain);
    }
    for (LakeFile file : lake.store().list(lake.errors())) {
      eraseErrors(file, domain);
    }
    for (LakeFile file : lake.store().list(lake.failedDeliveries())) {
      eraseFailedDeliveries(file, domain);
    }
    String folder = Lake.domainFolder(domain);
    List<String> folders = new ArrayList<>(List.of(lake.incoming() + folder));
    lake.store().folders(lake.aggregated()).forEach(table -> folders.add(table + folder));
    lake.store().folders(lake.manifests()).forEach(target -> folders.add(target + folder));
    deletedFiles += lake.store().delete(lake.store().list(folders).stream().map(LakeFile::path).toList());
  }

  private void eraseLines(LakeFile file, String domain) throws IOException {
    LedgerEntry entry = new Ledger(lake).read(PartitionValue.in(file.path(), "event_date"), RawFile.name(file));
    LogParser parser = (entry == null ? LogFormat.REALTIME
        : LogFormat.valueOf(entry.format().toUpperCase(Locale.ROOT))).parser();
    PixelOptions options = new PixelOptions(AllowList.everything(), entry == null ? null : entry.pagesHost());
    rewrite(file, line -> {
      // Byte by byte, so that what stays is what it was.
      List<String> records = parser.records(new String(line, StandardCharsets.ISO_8859_1));
      List<String> kept = new ArrayList<>();
      for (String record : records) {
        String text = new String(record.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (text.startsWith("#")) {
          parser.comment(text);
          kept.add(record);
        } else if (!isOf(domain, text, parser, options)) {
          kept.add(record);
        }
      }
      erasedLines += records.size() - kept.size();
      return kept.size() == records.size() ? line
          : kept.isEmpty() ? null : String.join("\\n", kept).getBytes(StandardCharsets.ISO_8859_1);
    });
  }

  private static boolean isOf(String domain, String record, LogParser parser, PixelOptions options) {
    try {
      return domain.equals(Transform.domainOf(parser.parse(record), options));
    } catch (MalformedLine unknownDomain) {
      return mentions(record, domain);
    }
  }

  private void eraseErrors(LakeFile file, String domain) throws IOException {
    rewrite(file, line -> {
      String json = new String(line, StandardCharsets.US_ASCII);
      String encoded = json.substring(json.lastIndexOf(":\"") + 2, json.lastIndexOf('"'));
      boolean isErased = mentions(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8), domain);
      erasedLines += isErased ? 1 : 0;
      return isErased ? null : line;
    });
  }

  private void eraseFailedDeliveries(LakeFile file, String domain) throws IOException {
    rewrite(file, line -> {
      boolean isErased = mentions(FailedDeliveries.data(line), domain);
      erasedLines += isErased ? 1 : 0;
      return isErased ? null : line;
    });
  }

  private static boolean mentions(String line, String domain) {
    return line.toLowerCase(Locale.ROOT).contains(domain);
  }

  private interface Erasure {
    /** What stays of a line: the same array where nothing goes, null where all of it does. */
    byte[] rest(byte[] line);
  }

  private void rewrite(LakeFile file, Erasure erasure) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    boolean isSame = true;
    try (LineReader lines = new LineReader(LogInput.open(lake.store().open(file)))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        byte[] rest = erasure.rest(line);
        isSame &= rest == line;
        if (rest != null) {
          kept.writeBytes(rest);
          kept.write('\n');
        }
      }
    }
    if (!isSame) {
      AtomicFile.write(lake, file.path(), temporary -> {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(temporary))) {
          kept.writeTo(out);
        }
      });
    }
  }

  public long deletedFiles() {
    return deletedFiles;
  }

  public long erasedLines() {
    return erasedLines;
  }
}
