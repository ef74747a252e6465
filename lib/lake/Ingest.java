package tarn.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tarn.event.PixelOptions;
import tarn.log.DamagedInput;
import tarn.log.LineReader;
import tarn.log.LogFormat;
import tarn.log.LogInput;
import tarn.log.LogParser;
import tarn.log.MalformedLine;

/**
 * Log lines into the lake: first untouched into raw, then transformed into cleaned, then counted in the ledger. A crash
 * in between leaves no ledger entry, and doing it again writes the same files over.
 */
public final class Ingest implements AutoCloseable {
  /** How much of an input is taken at a time: bounds the memory, and the size of raw files. */
  private static final long BATCH_BYTES = 64L << 20;
  private static final int LINES_FOR_DETECTION = 50;

  private final Lake lake;
  private final Ledger ledger;
  private final LineTransform transform;
  private final Clock clock;
  private final LogFormat givenFormat;
  private final boolean again;

  /**
   * @param format null to detect it
   * @param again true to take lines that the lake has already
   */
  public Ingest(Lake lake, PixelOptions options, LogFormat format, boolean again, Clock clock) throws SQLException {
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.transform = new LineTransform(lake, options, clock);
    this.givenFormat = format;
    this.again = again;
    this.clock = clock;
  }

  /** Takes one input to its end, or as far as it can be read. */
  public IngestResult ingest(String source, InputStream input) throws IOException, SQLException {
    IngestResult result = new IngestResult();
    List<byte[]> first = new ArrayList<>();
    try (LineReader lines = new LineReader(LogInput.open(input))) {
      String damage = null;
      byte[] line = null;
      try {
        while (first.size() < LINES_FOR_DETECTION && (line = lines.next()) != null) {
          first.add(line);
        }
      } catch (DamagedInput damaged) {
        damage = damaged.getMessage();
      }
      LogFormat format = givenFormat != null ? givenFormat
          : LogFormat.detect(first.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList());
      Batch batch = new Batch(format);
      for (byte[] bytes : first) {
        batch.add(bytes);
      }
      try {
        while (damage == null && (line = lines.next()) != null) {
          batch.add(line);
          if (batch.bytes >= BATCH_BYTES) {
            take(batch, source, result);
            batch.clear();
          }
        }
      } catch (DamagedInput damaged) {
        damage = damaged.getMessage();
      }
      take(batch, source, result);
      result.damage = damage;
    }
    return result;
  }

  private void take(Batch batch, String source, IngestResult result) throws IOException, SQLException {
    batch.settle();
    for (RawFile raw : batch.files.values()) {
      String name = raw.name();
      if (!again && ledger.has(raw.day().toString(), name)) {
        result.skippedFiles++;
        result.skipped += ledger.read(raw.day().toString(), name).records();
        continue;
      }
      raw.publish(lake, name);
      LedgerEntry entry = transform.apply(raw.lines(), name, raw.day(), batch.format, source);
      ledger.write(entry);
      result.add(entry);
    }
  }

  /** The lines of a part of the input by their day of arrival; a line without a readable time goes with its neighbour. */
  private final class Batch {
    private final LogFormat format;
    private final LogParser parser;
    private final Map<LocalDate, RawFile> files = new TreeMap<>();
    private final List<byte[]> undated = new ArrayList<>();
    private LocalDate day;
    private long bytes;

    Batch(LogFormat format) {
      this.format = format;
      this.parser = format.parser();
    }

    void add(byte[] line) {
      bytes += line.length + 1;
      String text = parser.records(new String(line, StandardCharsets.UTF_8)).stream().findFirst().orElse("");
      if (text.isBlank()) {
        return;
      }
      if (text.startsWith("#")) {
        parser.comment(text);
        return;
      }
      try {
        long micros = parser.parse(text).arrivalMicros();
        day = LocalDate.ofInstant(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)), ZoneOffset.UTC);
        undated.forEach(this::put);
        undated.clear();
      } catch (MalformedLine malformed) {
        if (day == null) {
          undated.add(line);
          return;
        }
      }
      put(line);
    }

    private void put(byte[] line) {
      files.computeIfAbsent(day, key -> new RawFile(key, parser.header())).add(line);
    }

    private void settle() {
      if (!undated.isEmpty()) {
        day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        undated.forEach(this::put);
        undated.clear();
      }
    }

    void clear() {
      files.clear();
      bytes = 0;
    }
  }

  @Override
  public void close() throws SQLException {
    transform.close();
  }
}
