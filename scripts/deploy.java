///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Brings the stack on AWS up, or up to date.
//SOURCES ../lib/Stack.java

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
import tarn.cli.EnrichOptions;
import tarn.cli.ExitCode;
import tarn.cli.Repository;
import tarn.cli.TarnCommand;
import tarn.enrich.DomainName;
import tarn.stack.Architecture;
import tarn.stack.AwsRefusal;
import tarn.stack.Deploy;
import tarn.stack.LambdaPackage;
import tarn.stack.StackOptions;

@Command(name = "deploy", description = "Brings the stack on AWS up, or up to date: shows the changes, asks, makes them, and prints the tags for the pages of the sites.",
    footer = {"", "What was set once stays until it is set again, but for the files of --referrers and --ua-regexes.", "docs/aws.md tells of all settings.", "", "Examples:", "  ./jbang deploy --domains example.com --dry-run",
        "  ./jbang deploy --domains example.com,example.org --alarm-email me@example.com", "  ./jbang deploy --set ShardCount=2"})
public class deploy extends TarnCommand {
  @Mixin
  StackOptions options;

  @Spec
  CommandSpec spec;

  @Option(names = "--domains", split = ",", paramLabel = "DOMAIN", defaultValue = "${env:TARN_DOMAINS}",
      description = "Take hits of these sites, no subdomains; needed the first time. TARN_DOMAINS stands in for it.")
  List<String> domains;

  @Option(names = "--ingestion", description = "realtime by a Kinesis stream, or standard by CloudFront's access log, which works in us-east-1 only and costs less for few hits.")
  String ingestion;

  @Option(names = "--architecture", description = "Processors of the functions, arm64 or x86_64.")
  Architecture architecture;

  @Option(names = "--alarm-email", paramLabel = "ADDRESS", description = "Who gets alarms.")
  String alarmEmail;

  @Mixin
  EnrichOptions enrich;

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any parameter of infra/template.yaml; may be given again.")
  Map<String, String> settings = new TreeMap<>();

  @Option(names = "--dry-run", description = "Stop when the changes are shown. The bucket of the zips is made for that.")
  boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Map<String, String> parameters = parameters();
    if (!dryRun) {
      options.requireAnAnswer();
    }
    Path root = Repository.root();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Deploy deploy = new Deploy(options.account(), options.stack(), options.prefix(), root, line -> say("%s", line), out);
    boolean done = AwsRefusal.told(() -> {
      Architecture processors = deploy.prepare(parameters);
      say("Building the zips of the functions for %s.", processors);
      List<LambdaPackage.Zip> zips = LambdaPackage.ofThisJvm(root, processors).with(enrich.rules()).build(root.resolve("build"));
      return deploy.run(parameters, zips, dryRun, () -> options.confirm("Make these changes?"));
    });
    say(done ? "Done." : "The stack was not changed.");
    return done || dryRun ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>(settings);
    if (domains != null && !domains.isEmpty()) {
      List<String> names = new ArrayList<>();
      for (String domain : domains) {
        String name = DomainName.normalise(domain.strip());
        if (name == null) {
          throw new ParameterException(spec.commandLine(), "'" + domain + "' is no host name: give domains like example.com");
        }
        if (!names.contains(name)) {
          names.add(name);
        }
      }
      parameters.put("Domains", String.join(",", names));
    }
    put(parameters, "Ingestion", ingestion);
    put(parameters, "AlarmEmail", alarmEmail);
    put(parameters, "TrimSlash", enrich.trimSlash() == null ? null : enrich.trimSlash().toString());
    put(parameters, "Architecture", architecture == null ? null : architecture.templateName());
    return parameters;
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
