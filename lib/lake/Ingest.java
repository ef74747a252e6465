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
import java.util.Objects;
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
  static final long BATCH_BYTES = 32L << 20;
  private static final int LINES_FOR_DETECTION = 50;
  private static final int BYTES_FOR_DETECTION = 1 << 20;

  private final Lake lake;
  private final Ledger ledger;
  private final PixelOptions options;
  private final RawFileIntake intake;
  private final Clock clock;
  private final ChunkPool chunks = new ChunkPool();
  private final LogFormat givenFormat;
  private final boolean again;
  private final long batchBytes;

  /**
   * @param format null to detect it
   * @param again true to take lines that the lake has already
   */
  public Ingest(Lake lake, PixelOptions options, LogFormat format, boolean again, Clock clock) {
    this(lake, options, format, again, clock, BATCH_BYTES);
  }

  Ingest(Lake lake, PixelOptions options, LogFormat format, boolean again, Clock clock, long batchBytes) {
    this.batchBytes = batchBytes;
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.options = options;
    this.intake = new RawFileIntake(lake, ledger, () -> new LineTransform(lake, options, clock));
    this.givenFormat = format;
    this.again = again;
    this.clock = clock;
  }

  /** Takes one input to its end, or as far as it can be read. */
  public IngestResult ingest(String source, InputStream input) throws IOException, SQLException {
    IngestResult result = new IngestResult();
    List<String> names = new ArrayList<>();
    List<byte[]> first = new ArrayList<>();
    try (LineReader lines = new LineReader(LogInput.open(input))) {
      String damage = null;
      byte[] line = null;
      try {
        int firstBytes = 0;
        while (first.size() < LINES_FOR_DETECTION && firstBytes < BYTES_FOR_DETECTION && (line = lines.next()) != null) {
          first.add(line);
          firstBytes += line.length;
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
      first.clear();
      try {
        while (damage == null && (line = lines.next()) != null) {
          batch.add(line);
          if (batch.bytes >= batchBytes) {
            names.addAll(take(batch, source, result));
            batch.clear();
          }
        }
      } catch (DamagedInput damaged) {
        damage = damaged.getMessage();
      }
      names.addAll(take(batch, source, result));
      intake.awaitAll(result::add);
      if (damage != null) {
        result.damage = damage;
        long records = result.records + result.skipped;
        ledger.writeDamaged(new DamagedSource(source, clock.instant(), records, damage), names);
      }
    }
    return result;
  }

  /** @return the names of the raw files that the batch consists of */
  private List<String> take(Batch batch, String source, IngestResult result) throws IOException, SQLException {
    List<String> names = new ArrayList<>();
    batch.settle();
    for (RawFile raw : batch.files.values()) {
      String name = raw.name();
      names.add(name);
      if (intake.isRunning(name)) {
        intake.awaitAll(result::add);
      }
      LedgerEntry before = ledger.find(name, raw.day());
      if (before != null && !again && isReadAlike(before, batch.format)) {
        result.skippedFiles++;
        result.skipped += before.records();
        raw.release();
        continue;
      }
      intake.take(raw, name, batch.format, source, before, result::add);
    }
    return names;
  }

  /** Lines that are to be read in another way than before are taken once more; the new reading replaces the old one. */
  private boolean isReadAlike(LedgerEntry before, LogFormat format) {
    return LedgerEntry.nameOf(format).equals(before.format()) && Objects.equals(before.pagesHost(), options.pagesHost());
  }

  /** The lines of a part of the input by their day of arrival; a line without a readable time goes with its neighbour. */
  private final class Batch {
    private record Undated(String header, byte[] line) {}

    private final LogFormat format;
    private final LogParser parser;
    private final Map<LocalDate, RawFile> files = new TreeMap<>();
    private final List<Undated> undated = new ArrayList<>();
    private LocalDate day;
    private long bytes;

    Batch(LogFormat format) {
      this.format = format;
      this.parser = format.parser();
    }

    void add(byte[] line) {
      bytes += line.length + 1;
      String first = null;
      for (String text : parser.records(new String(line, StandardCharsets.UTF_8))) {
        if (text.startsWith("#")) {
          parser.comment(text);
        } else if (first == null && !text.isBlank()) {
          first = text;
        }
      }
      if (first == null) {
        return;
      }
      undated.add(new Undated(parser.header(), line));
      LocalDate dayOfLine = dayOf(first);
      day = dayOfLine == null ? day : dayOfLine;
      if (day != null) {
        putUndated();
      }
    }

    private LocalDate dayOf(String record) {
      try {
        long micros = parser.arrivalMicros(record);
        return LocalDate.ofInstant(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)), ZoneOffset.UTC);
      } catch (MalformedLine malformed) {
        return null;
      }
    }

    private void putUndated() {
      for (Undated each : undated) {
        files.computeIfAbsent(day, key -> new RawFile(key, chunks)).add(each.header(), each.line());
      }
      undated.clear();
    }

    private void settle() {
      if (!undated.isEmpty()) {
        day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        putUndated();
      }
    }

    void clear() {
      files.clear();
      bytes = 0;
    }
  }

  @Override
  public void close() throws SQLException {
    intake.close();
  }
}
