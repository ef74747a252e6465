///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Takes away what is too old, or all of one site.
//SOURCES ../lib/Lib.java

import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.cli.Counted;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.TarnCommand;
import tarn.enrich.DomainName;
import tarn.lake.DomainErasure;
import tarn.lake.Lake;
import tarn.lake.Prune;

@Command(name = "prune", description = "Deletes raw lines and their salts after their time, cleaned and curated days when asked, or everything of one site.",
    footer = {"", "Examples:", "  ./jbang prune --lake lake", "  ./jbang prune --lake lake --raw-days 7 --cleaned-days 400",
        "  ./jbang prune --lake lake --domain example.com"})
public class prune extends TarnCommand {
  @Mixin
  LakeOption option;

  @Spec
  CommandSpec spec;

  @Option(names = "--raw-days", defaultValue = "30", paramLabel = "N", description = "Keep raw lines of so many days (default: ${DEFAULT-VALUE}); a salt dies 2 days later.")
  int rawDays;

  @Option(names = "--cleaned-days", paramLabel = "N", description = "Keep cleaned events of so many days; all where not given.")
  Integer cleanedDays;

  @Option(names = "--curated-days", paramLabel = "N", description = "Keep curated tables of so many days; all where not given.")
  Integer curatedDays;

  @Option(names = "--domain", description = "Erase everything of this site instead, of all days and raw lines included.")
  String domain;

  @Override
  public Integer call() throws Exception {
    if (rawDays < 0 || cleanedDays != null && cleanedDays < 0 || curatedDays != null && curatedDays < 0) {
      throw new ParameterException(spec.commandLine(), "days are 0 or more");
    }
    String name = domain == null ? null : siteToErase();
    Lake lake = option.open();
    Clock clock = Clock.systemUTC();
    if (name != null) {
      DomainErasure erasure = new DomainErasure(lake, clock);
      erasure.erase(name);
      say("%s deleted, %s erased from raw files.", Counted.of(erasure.deletedFiles(), "file"), Counted.of(erasure.erasedLines(), "line"));
      erasure.damaged().forEach(file -> say("%s is damaged and was left as it is, so lines of the site may be in it:"
          + " delete it, or put a whole copy in its place and run again", file));
      return erasure.damaged().isEmpty() ? ExitCode.DONE : ExitCode.INPUT_FAILED;
    }
    Prune prune = new Prune(lake, clock);
    prune.raw(rawDays);
    if (cleanedDays != null) {
      prune.cleaned(cleanedDays);
    }
    if (curatedDays != null) {
      prune.curated(curatedDays);
    }
    say("%s deleted.", Counted.of(prune.deletedFiles(), "file"));
    return ExitCode.DONE;
  }

  private String siteToErase() {
    for (String days : List.of("--raw-days", "--cleaned-days", "--curated-days")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(days)) {
        throw new ParameterException(spec.commandLine(), "--domain erases all days of a site: leave " + days + " out");
      }
    }
    String name = DomainName.normalise(domain);
    if (name == null) {
      throw new ParameterException(spec.commandLine(), "--domain wants a host name like example.com");
    }
    return name;
  }

  public static void main(String... arguments) {
    main(new prune(), arguments);
  }
}
