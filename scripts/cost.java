///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION What the stack on AWS costs a month.
//SOURCES ../lib/Stack.java

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.aggregate.LakeStatus;
import tarn.stack.CostEstimate;
import tarn.stack.CostTable;
import tarn.stack.PriceTable;
import tarn.stack.Traffic;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.TarnCommand;
import tarn.lake.Lake;
import tarn.lake.Ledger;

@Command(name = "cost", description = "Estimates the dollars a month of the stack on AWS, with a Kinesis stream (realtime) and without (standard).",
    footer = {"", "Examples:", "  ./jbang cost --page-views 200000", "  ./jbang cost --page-views 5000000 --sites 20 --lake lake"})
public class cost extends TarnCommand {
  @Mixin
  LakeOption lake;

  @Spec
  CommandSpec spec;

  @Option(names = "--page-views", defaultValue = "1000000", paramLabel = "N", description = "Page views of people a month (default: ${DEFAULT-VALUE}).")
  long pageViews;

  @Option(names = "--hits-per-page-view", defaultValue = "2.1", paramLabel = "N", description = "Hits logged for each: itself, events, engagement pings, bots (default: ${DEFAULT-VALUE}, as in the demo).")
  double hitsPerPageView;

  @Option(names = "--sites", defaultValue = "1", paramLabel = "N", description = "Sites; each has files of its own (default: ${DEFAULT-VALUE}).")
  int sites;

  @Option(names = "--months", defaultValue = "12", paramLabel = "N", description = "Months that are kept already, besides raw lines of 30 days (default: ${DEFAULT-VALUE}).")
  int months;

  @Option(names = "--price-region", defaultValue = "us-east-1", description = "Region (default: ${DEFAULT-VALUE}, the only one of the built-in table).")
  String region;

  @Option(names = "--prices", paramLabel = "FILE", description = "CSV file of prices like lib/stack/prices.csv, instead of that.")
  Path prices;

  @Option(names = "--no-free-tier", description = "Bill what AWS gives every account for ever too: 10 million requests and 1 TB of CloudFront, 400,000 GB-seconds of Lambda, 10 alarms.")
  boolean noFreeTier;

  @Option(names = "--sources", description = "Show each price with its age and where it was found.")
  boolean sources;

  @Option(names = "--markdown", description = "Print the table of README.md instead.")
  boolean markdown;

  @Override
  public Integer call() throws Exception {
    if (pageViews < 0 || !(hitsPerPageView >= 1) || hitsPerPageView > 1_000 || sites < 1 || months < 1) {
      throw new ParameterException(spec.commandLine(), "page views are 0 or more; hits, sites and months 1 or more");
    }
    PriceTable table = prices == null ? PriceTable.builtIn(region) : PriceTable.of(region, prices);
    CostEstimate estimate = new CostEstimate(table, !noFreeTier);
    Traffic traffic = Traffic.DEMO.withPageViews(pageViews).with(hitsPerPageView, sites, months);
    if (lake.isGiven()) {
      Lake measured = lake.open();
      traffic = traffic.measuredIn(new Ledger(measured).all(), LakeStatus.of(measured, Clock.systemUTC()).zones());
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (sources) {
      table.all().forEach(price -> out.printf("%-30s $%s for %,.0f, %,.0f free (%s: %s)%n", price.item(),
          new java.math.BigDecimal(Double.toString(price.dollars())).toPlainString(), price.per(), price.free(), price.asOf(), price.source()));
      return ExitCode.DONE;
    }
    if (markdown) {
      out.print(CostTable.markdown(estimate, traffic));
      return ExitCode.DONE;
    }
    out.println(CostTable.text(estimate, traffic));
    say("Dollars a month in %s for %,d page views on %d sites, %.1f hits each, lines of %,.0f bytes.", table.region(),
        traffic.pageViews(), sites, hitsPerPageView, traffic.lineBytes());
    long from = estimate.streamPaysFrom(traffic);
    say(from < 0 ? "standard costs less at any size." : "standard costs less below %,d page views, to the next million.", from);
    say("Some prices were not looked up: --sources shows how old each is and where it is from.");
    return ExitCode.DONE;
  }

  public static void main(String... arguments) {
    main(new cost(), arguments);
  }
}
