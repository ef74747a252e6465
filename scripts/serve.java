///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION The collector: pixels and tracker over HTTP, hits into a lake.
//SOURCES ../lib/Serve.java

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.cli.DomainOption;
import tarn.cli.EnrichOptions;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.ShortDuration;
import tarn.cli.TarnCommand;
import tarn.cli.TextTable;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.serve.Collector;
import tarn.serve.CollectorSettings;
import tarn.serve.HitCounts;

@Command(name = "serve", description = "Serves the pixels and the tracker, takes their hits into a lake, and keeps it aggregated.",
    footer = {"", "It runs until it is told to end (Ctrl-C, SIGTERM), and then takes in what it holds.", "", "Examples:",
        "  ./jbang serve --lake lake --domains example.com",
        "  ./jbang serve --lake lake --domains example.com --proxy 127.0.0.1"})
public class serve extends TarnCommand {
  private static final Pattern EDGE = Pattern.compile("[A-Z]{3}[A-Z0-9-]{0,20}");
  private static final int MOST_PORT = 65_535;
  private static final int LARGEST_FLUSH = 128;

  @Mixin
  LakeOption lake;

  @Spec
  CommandSpec spec;

  @Mixin
  DomainOption domains;

  @Mixin
  EnrichOptions enrich;

  @Option(names = "--port", defaultValue = "8080", description = "Port of the pixels and the tracker (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(names = "--bind", defaultValue = "127.0.0.1", paramLabel = "ADDRESS",
      description = "Address to listen at (default: ${DEFAULT-VALUE}, for a proxy on this machine); 0.0.0.0 for all.")
  String address;

  @Option(names = "--live-port", defaultValue = "8081", paramLabel = "PORT",
      description = "Port of the live page, on this machine only (default: ${DEFAULT-VALUE}).")
  int livePort;

  @Option(names = "--no-live", description = "Serve no live page.")
  boolean noLive;

  @Option(names = "--proxy", split = ",", paramLabel = "CIDR",
      description = "Believe X-Forwarded-For from these addresses, such as 127.0.0.1 or 10.0.0.0/8.")
  List<String> proxies = List.of();

  @Option(names = "--country-header", paramLabel = "NAME",
      description = "Take the country of the visitor from this header of the proxies, such as CF-IPCountry.")
  String countryHeader;

  @Option(names = "--edge", paramLabel = "CODE", description = "Log this edge location, such as HAM; none where not given.")
  String edge;

  @Option(names = "--rate-limit", defaultValue = "0", paramLabel = "HITS",
      description = "Most requests a second of one address (/64 of IPv6); 0 for any number (default).")
  int rateLimit;

  @Option(names = "--sync-every", defaultValue = "5ms", paramLabel = "TIME", converter = ShortDuration.class,
      description = "Hits that come within this time share one fsync, and wait for it at most so long (default: ${DEFAULT-VALUE}).")
  Duration syncEvery;

  @Option(names = "--flush-every", defaultValue = "60s", paramLabel = "TIME", converter = ShortDuration.class,
      description = "Take hits into raw and cleaned after this time (default: ${DEFAULT-VALUE}; the article's are 60s to 900s)...")
  Duration flushEvery;

  @Option(names = "--flush-size", defaultValue = "32", paramLabel = "MB",
      description = "... or as soon as there are so many megabytes of lines, 1 to 128 (default: ${DEFAULT-VALUE}).")
  int flushSize;

  @Option(names = "--journal-size", defaultValue = "4096", paramLabel = "MB",
      description = "Answer 503 while more than this waits to be taken in (default: ${DEFAULT-VALUE}).")
  int journalSize;

  @Option(names = "--aggregate-every", defaultValue = "2m", paramLabel = "TIME", converter = ShortDuration.class,
      description = "Aggregate what is stale after this time; 0s for never (default: ${DEFAULT-VALUE}).")
  Duration aggregateEvery;

  @Override
  public Integer call() throws Exception {
    check(port >= 0 && port <= MOST_PORT && livePort >= 0 && livePort <= MOST_PORT, "a port is a number from 0, for any, to 65535");
    check(edge == null || EDGE.matcher(edge).matches(), "--edge wants the code of an edge location, such as HAM or HAM50-P2");
    check(rateLimit >= 0, "--rate-limit wants a number of hits a second");
    check(flushSize >= 1 && flushSize <= LARGEST_FLUSH, "--flush-size wants 1 to 128 megabytes");
    check(journalSize >= 2 * flushSize, "--journal-size has to be at least twice --flush-size");
    check(!flushEvery.isZero(), "--flush-every wants a time longer than none");
    check(countryHeader == null || !proxies.isEmpty(), "--country-header is a header of proxies: name them by --proxy");
    AllowList allowed = domains.allowList();
    PixelOptions hits = enrich.with(allowed, null);
    Collector collector;
    try {
      collector = Collector.start(lake.openOrCreate(), new CollectorSettings(address, port, noLive ? -1 : livePort, hits, proxies,
          countryHeader, edge, rateLimit, syncEvery, flushEvery, (long) flushSize << 20, (long) journalSize << 20, aggregateEvery),
          Clock.systemUTC(), sentence -> System.err.println("serve: " + TextTable.escape(sentence)));
    } catch (IllegalArgumentException noAddress) {
      throw new ParameterException(spec.commandLine(), "--proxy wants addresses or ranges such as 10.0.0.0/8 (" + noAddress.getMessage() + ")");
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(collector), "stop"));
    if (allowed.isEverything()) {
      say(DomainOption.EVERY_DOMAIN);
    }
    say("Pixels and tracker at http://%s:%d/tarn.js", address, collector.port());
    if (!noLive) {
      say("Live page at http://localhost:%d/", collector.livePort());
    }
    collector.join();
    return ExitCode.DONE;
  }

  private void check(boolean right, String message) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private void stop(Collector collector) {
    try {
      boolean drained = collector.stop();
      HitCounts.Sums counts = collector.counts();
      say("%,d hits taken, %,d refused as busy, %,d of other domains, %,d not counted on request.", counts.kept(), counts.refused(),
          counts.unknownDomain(), counts.optedOut());
      say(drained ? "Every hit that was taken is in the lake." : "Some hits wait in the journal for the next start.");
    } catch (Exception e) {
      System.err.println("serve: could not end as it should (" + e.getMessage() + "); what was taken is in the journal, for the next start");
    }
  }

  public static void main(String... arguments) {
    main(new serve(), arguments);
  }
}
