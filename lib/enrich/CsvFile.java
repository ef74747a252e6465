package tarn.enrich;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table with a header that a user wrote. What is wrong in it is told with file and line. */
final class CsvFile {
  private CsvFile() {}

  /**
   * One row.
   *
   * @param line of the file, from 1; the last one of a row that goes over several
   */
  record Row(Path file, long line, CSVRecord values) {
    String get(String column) {
      return values.get(column).strip();
    }

    IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException(file + ":" + line + ": " + what);
    }
  }

  /** @throws IllegalArgumentException where a column is missing, or the file is no CSV */
  static List<Row> rows(Path file, List<String> columns) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, CsvResource.FORMAT)) {
      if (!parser.getHeaderNames().containsAll(columns)) {
        throw new IllegalArgumentException(
            file + ":" + Math.max(1, parser.getCurrentLineNumber()) + ": the first row is to be " + String.join(",", columns));
      }
      for (CSVRecord values : parser) {
        Row row = new Row(file, parser.getCurrentLineNumber(), values);
        if (!values.isConsistent()) {
          throw row.wrong("the row has " + values.size() + " values, not " + parser.getHeaderNames().size() + " as the first one");
        }
        rows.add(row);
      }
      return rows;
    } catch (CSVException | UncheckedIOException noCsv) {
      throw new IllegalArgumentException(file + " is no CSV: " + noCsv.getMessage(), noCsv);
    }
  }
}
