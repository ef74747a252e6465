///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Brings the stack on AWS up, or up to date.
//SOURCES ../lib/Stack.java

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tarn.aws.OwnRules;
import tarn.cli.EnrichOptions;
import tarn.cli.ExitCode;
import tarn.cli.Repository;
import tarn.cli.TarnCommand;
import tarn.enrich.DomainName;
import tarn.stack.Architecture;
import tarn.stack.AwsRefusal;
import tarn.stack.Deploy;
import tarn.stack.LambdaPackage;
import tarn.stack.SiteList;
import tarn.stack.StackOptions;

@Command(name = "deploy", description = "Brings the stack on AWS up, or up to date: shows the changes, asks, makes them, and prints the tags for the pages of the sites.",
    footer = {"", "What was set once stays until it is set again, the files of --referrers and --ua-regexes too.", "docs/aws.md tells of all settings.", "", "Examples:", "  ./jbang deploy --domains example.com --dry-run",
        "  ./jbang deploy --domains example.com,example.org --alarm-email me@example.com", "  ./jbang deploy --add-domain example.net",
        "  ./jbang deploy --set ShardCount=2"})
public class deploy extends TarnCommand {
  @Mixin
  StackOptions options;

  @Spec
  CommandSpec spec;

  @Option(names = "--domains", split = ",", paramLabel = "DOMAIN", defaultValue = "${env:TARN_DOMAINS}",
      description = "Take hits of these sites and of no others, no subdomains; needed the first time. TARN_DOMAINS stands in for it.")
  List<String> domains;

  @Option(names = "--add-domain", split = ",", paramLabel = "DOMAIN", description = "Take hits of this site besides those of before; may be given again.")
  List<String> added = new ArrayList<>();

  @Option(names = "--ingestion", description = "realtime by a Kinesis stream, or standard by CloudFront's access log, which works in us-east-1 only and costs less for few hits.")
  String ingestion;

  @Option(names = "--architecture", description = "Processors of the functions, arm64 or x86_64.")
  Architecture architecture;

  @Option(names = "--alarm-email", paramLabel = "ADDRESS", description = "Who gets alarms.")
  String alarmEmail;

  @Mixin
  EnrichOptions enrich;

  @Option(names = "--no-own-rules", description = "Forget the files of --referrers and --ua-regexes that were given before.")
  boolean noOwnRules;

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any parameter of infra/template.yaml; may be given again.")
  Map<String, String> settings = new TreeMap<>();

  @Option(names = "--dry-run", description = "Stop when the changes are shown. The bucket of the zips is made for that.")
  boolean dryRun;

  @Override
  public Integer call() throws Exception {
    if (!dryRun) {
      options.requireAnAnswer();
    }
    if (!added.isEmpty() && spec.commandLine().getParseResult().hasMatchedOption("--domains")) {
      throw new ParameterException(spec.commandLine(), "--domains gives all sites, --add-domain one more: give one of them");
    }
    Map<String, String> parameters = parameters();
    List<String> more = names(added);
    Path root = Repository.root();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Deploy deploy = new Deploy(options.account(), options.stack(), options.prefix(), root, line -> say("%s", line), out);
    boolean done = AwsRefusal.told(() -> {
      if (!more.isEmpty()) {
        parameters.put("Domains", SiteList.with(deploy.deployed().get("Domains"), more));
      }
      Architecture processors = deploy.prepare(parameters);
      say("Building the zips of the functions for %s.", processors);
      List<LambdaPackage.Zip> zips = LambdaPackage.ofThisJvm(root, processors)
          .with(deployedRules(deploy)).with(enrich.rules()).build(root.resolve("build"));
      return deploy.run(parameters, zips, dryRun, () -> options.confirm("Make these changes?"));
    });
    say(done ? "Done." : "The stack was not changed.");
    return done || dryRun ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Those that are neither given anew nor to be forgotten. */
  private Map<String, byte[]> deployedRules(Deploy deploy) throws IOException {
    boolean hasReferrers = enrich.rules().referrersFile() != null;
    boolean hasUserAgents = enrich.rules().userAgentRegexesFile() != null;
    if (noOwnRules || hasReferrers && hasUserAgents) {
      return Map.of();
    }
    Map<String, byte[]> rules = new TreeMap<>(deploy.deployedRules());
    rules.keySet().removeIf(name -> name.equals(OwnRules.REFERRERS) ? hasReferrers : hasUserAgents);
    rules.keySet().forEach(name -> say("Keeping the file of %s that was given before.",
        name.equals(OwnRules.REFERRERS) ? "--referrers" : "--ua-regexes"));
    return rules;
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>(settings);
    if (domains != null && !domains.isEmpty() && added.isEmpty()) {
      parameters.put("Domains", SiteList.with(null, names(domains)));
    }
    put(parameters, "Ingestion", ingestion);
    put(parameters, "AlarmEmail", alarmEmail);
    put(parameters, "TrimSlash", enrich.trimSlash() == null ? null : enrich.trimSlash().toString());
    put(parameters, "Architecture", architecture == null ? null : architecture.templateName());
    return parameters;
  }

  private List<String> names(List<String> given) {
    List<String> names = new ArrayList<>();
    for (String domain : given) {
      String name = DomainName.normalise(domain.strip());
      if (name == null) {
        throw new ParameterException(spec.commandLine(), "'" + domain + "' is no host name: give domains like example.com");
      }
      names.add(name);
    }
    return names;
  }

  private static void put(Map<String, String> parameters, String name, String value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }

  public static void main(String... arguments) {
    main(new deploy(), arguments);
  }
}
