package tarn.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import tarn.lake.LakeException;

/** What AWS asks for, in one region. */
public final class PriceTable {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setCommentMarker('#').get();
  private static final List<String> COLUMNS = List.of("region", "item", "dollars", "per", "free", "as_of", "source");

  /**
   * The price of an item.
   *
   * @param dollars for {@code per} of it
   * @param free of it each month, for ever
   * @param asOf how old the figure is; {@code -} where nobody knows
   * @param source where it was found
   */
  public record Price(String item, double dollars, double per, double free, String asOf, String source) {
    double of(double quantity, boolean freeTier) {
      return Math.max(0, quantity - (freeTier ? free : 0)) / per * dollars;
    }
  }

  private final String region;
  private final Map<String, Price> prices = new TreeMap<>();

  private PriceTable(String region) {
    this.region = region;
  }

  /** The prices that come with Tarn. */
  public static PriceTable builtIn(String region) {
    try (Reader reader = resource("prices.csv")) {
      return read(region, reader, "the built-in table of prices");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table of the user's own, in the same form. */
  public static PriceTable of(String region, Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(region, reader, file.toString());
    } catch (IOException | UncheckedIOException e) {
      throw new LakeException("cannot read prices from " + file + " (" + e.getMessage()
          + "): give a CSV file with the columns " + String.join(",", COLUMNS), e);
    }
  }

  static Reader resource(String name) {
    InputStream in = PriceTable.class.getResourceAsStream("/tarn/stack/" + name);
    if (in == null) {
      throw new IllegalStateException("the resource " + name + " is missing from this build: run with --fresh");
    }
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }

  static List<CSVRecord> rows(Reader reader) throws IOException {
    return FORMAT.parse(reader).getRecords();
  }

  private static PriceTable read(String region, Reader reader, String name) throws IOException {
    PriceTable table = new PriceTable(region);
    for (CSVRecord row : rows(reader)) {
      if (!row.isConsistent() || !row.toMap().keySet().containsAll(COLUMNS)) {
        throw new LakeException(name + ", row " + row.getRecordNumber() + " has not the columns " + String.join(",", COLUMNS)
            + ": quote values with commas in them");
      }
      if (row.get("region").equals(region)) {
        String item = row.get("item");
        table.prices.put(item, new Price(item, number(name, row, "dollars"), number(name, row, "per"),
            number(name, row, "free"), row.get("as_of"), row.get("source")));
      }
    }
    if (table.prices.isEmpty()) {
      throw new LakeException(name + " has no prices of " + region + ": give --price-region us-east-1, or --prices with a table that has them");
    }
    return table;
  }

  private static double number(String name, CSVRecord row, String column) {
    try {
      return new BigDecimal(row.get(column)).doubleValue();
    } catch (NumberFormatException e) {
      throw new LakeException(name + ", row " + row.getRecordNumber() + ": " + column + " is to be a number, not '"
          + row.get(column) + "'", e);
    }
  }

  public String region() {
    return region;
  }

  /** Every price, by item. */
  public List<Price> all() {
    return List.copyOf(prices.values());
  }

  Price get(String item) {
    Price price = prices.get(item);
    if (price == null) {
      throw new LakeException("there is no price of " + item + " in " + region + ": add a row to the table of --prices");
    }
    return price;
  }
}
