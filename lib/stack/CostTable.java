package tarn.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import tarn.stack.CostEstimate.Ingestion;
import tarn.stack.CostEstimate.Line;
import tarn.cli.TextTable;

/** An estimate to read. */
public final class CostTable {
  private static final List<Long> COLUMNS = List.of(10_000L, 100_000L, 1_000_000L, 2_000_000L, 10_000_000L);
  private static final Pattern BLOCK =
      Pattern.compile("(?s)(<!-- cost: made by \\./jbang test --write-docs -->\n).*?(<!-- end of cost -->)");

  private CostTable() {}

  /** A line for each item of the bill, both kinds of ingestion side by side, for a terminal. */
  public static String text(CostEstimate estimate, Traffic traffic) {
    List<Line> realtime = estimate.of(traffic, Ingestion.REALTIME);
    List<Line> standard = new ArrayList<>(estimate.of(traffic, Ingestion.STANDARD));
    List<List<String>> rows = new ArrayList<>();
    for (Line line : realtime) {
      Line same = standard.stream().filter(other -> isSameItem(line, other)).findFirst().orElse(null);
      standard.remove(same);
      rows.add(row(line, dollars(line.dollars()), same == null ? "" : dollars(same.dollars())));
    }
    standard.forEach(line -> rows.add(row(line, "", dollars(line.dollars()))));
    rows.add(List.of("", "all", "", dollars(CostEstimate.total(realtime)),
        dollars(CostEstimate.total(estimate.of(traffic, Ingestion.STANDARD)))));
    return TextTable.of(List.of("service", "item", "", "realtime", "standard"), List.of(false, false, false, true, true), rows)
        .lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  private static boolean isSameItem(Line one, Line other) {
    return one.service().equals(other.service()) && one.what().equals(other.what());
  }

  private static List<String> row(Line line, String realtime, String standard) {
    return List.of(line.service(), line.what(), line.fixed() ? "fixed" : "", realtime, standard);
  }

  /** A few sizes of traffic, one a row, beside what the article says of hosted products, for README. */
  public static String markdown(CostEstimate estimate, Traffic traffic) {
    StringBuilder table = new StringBuilder("""
        | page views a month | `realtime` | of that fixed | `standard` | hosted, as quoted by the article in 2023 |
        | ---: | ---: | ---: | ---: | --- |
        """);
    for (long pageViews : COLUMNS) {
      List<Line> realtime = estimate.of(traffic.withPageViews(pageViews), Ingestion.REALTIME);
      List<Line> standard = estimate.of(traffic.withPageViews(pageViews), Ingestion.STANDARD);
      table.append(String.format(Locale.ROOT, "| %,d | $%s | $%s | $%s | %s |%n", pageViews,
          dollars(CostEstimate.total(realtime)), dollars(CostEstimate.fixed(realtime)), dollars(CostEstimate.total(standard)),
          hosted(pageViews)));
    }
    return table.toString();
  }

  /** A page with today's table between the comments that mark it. */
  public static String refreshed(String page, CostEstimate estimate, Traffic traffic) {
    Matcher block = BLOCK.matcher(page);
    if (!block.find()) {
      throw new IllegalArgumentException("the page has no block of costs");
    }
    return block.replaceFirst("$1" + Matcher.quoteReplacement(markdown(estimate, traffic)) + "$2");
  }

  private static String hosted(long pageViews) {
    try (Reader reader = PriceTable.resource("hosted-prices.csv")) {
      return PriceTable.rows(reader).stream().filter(row -> Long.parseLong(row.get("page_views")) == pageViews)
          .map(CostTable::hosted).collect(Collectors.joining(", "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hosted(CSVRecord row) {
    return row.get("product") + " " + row.get("price");
  }

  private static String dollars(double dollars) {
    return String.format(Locale.ROOT, "%,.2f", dollars);
  }
}
