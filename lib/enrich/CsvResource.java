package tarn.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** A table with a header that ships with the lib. Lines that start with {@code #} tell where its facts come from. */
final class CsvResource {
  static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setCommentMarker('#').get();

  private CsvResource() {}

  static List<CSVRecord> rows(String name) {
    try (InputStream in = CsvResource.class.getResourceAsStream("/tarn/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build: run with --fresh");
      }
      return FORMAT.parse(new InputStreamReader(in, StandardCharsets.UTF_8)).getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
