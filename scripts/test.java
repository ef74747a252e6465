///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Runs the tests; the last line is "N passed, N failed".
//SOURCES ../lib/Test.java

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tarn.stack.CatalogColumns;
import tarn.stack.CostEstimate;
import tarn.stack.CostTable;
import tarn.stack.PriceTable;
import tarn.stack.Traffic;
import tarn.cli.CommandDocument;
import tarn.cli.ExitCode;
import tarn.cli.ReadmeDemo;
import tarn.cli.Repository;
import tarn.cli.TarnCommand;
import tarn.event.TableDocument;
import tarn.lake.GoldenFiles;
import tarn.serve.LiveDay;

@Command(name = "test", description = "Runs the tests; the last line is \"N passed, N failed\".",
    footer = {"", "Examples:", "  ./jbang test", "  ./jbang test --slow", "  ./jbang test ReadmeTest", "  ./jbang test --write-docs"})
public class test extends TarnCommand {
  @Option(names = "--slow", description = "Run the long tests too.")
  boolean slow;

  @Option(names = "--drill", description = "Run the long tests and the very long ones.")
  boolean drill;

  @Option(names = "--times", description = "Say in the end which classes took longest.")
  boolean times;

  @Option(names = "--write-docs", description = "Test nothing, and make anew what a test holds against the code:"
      + " docs/tables.md, docs/commands.md, the columns in infra/template.yaml, and in README.md the output of the demo and the costs.")
  boolean writeDocs;

  @Option(names = "--write-golden", description = "Test nothing, and write what golden logs become today, for a reviewer"
      + " of the difference.")
  boolean writeGolden;

  @Option(names = "--write-images", description = "Test nothing, and take the pictures of the docs anew, with Chromium.")
  boolean writeImages;

  @Parameters(arity = "0..1", paramLabel = "NAME", defaultValue = ".*Test",
      description = "Only classes whose name ends so, a regular expression.")
  String name;

  @Override
  public Integer call() throws Exception {
    if (writeDocs || writeGolden || writeImages) {
      write();
      return ExitCode.DONE;
    }
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
        .selectors(selectPackage("tarn"))
        .filters(includeClassNamePatterns(".*" + name));
    if (!slow && !drill) {
      request.filters(excludeTags("slow"));
    }
    if (!drill) {
      request.filters(excludeTags("drill"));
    }
    SummaryGeneratingListener counts = new SummaryGeneratingListener();
    ClassTimes classTimes = new ClassTimes();
    LauncherFactory.create().execute(request.build(), counts, new NameTheFailed(), classTimes);
    TestExecutionSummary summary = counts.getSummary();
    summary.printFailuresTo(new PrintWriter(System.out), 12);
    if (times) {
      classTimes.print();
    }
    long failed = summary.getTotalFailureCount();
    System.out.println(summary.getTestsSucceededCount() + " passed, " + failed + " failed");
    return failed == 0 && summary.getTestsSucceededCount() > 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void write() throws Exception {
    if (writeDocs) {
      Path root = Repository.root();
      Files.writeString(root.resolve("docs/tables.md"), TableDocument.markdown());
      Files.writeString(root.resolve("docs/commands.md"), CommandDocument.markdown());
      Path template = root.resolve("infra/template.yaml");
      Files.writeString(template, CatalogColumns.refreshed(Files.readString(template)));
      Path readme = root.resolve("README.md");
      CostEstimate estimate = new CostEstimate(PriceTable.builtIn("us-east-1"), true);
      Files.writeString(readme, CostTable.refreshed(ReadmeDemo.refreshed(Files.readString(readme)), estimate, Traffic.DEMO));
    }
    if (writeGolden) {
      GoldenFiles.write();
    }
    if (writeImages) {
      LiveDay.writeImages();
    }
  }

  public static void main(String... arguments) {
    main(new test(), arguments);
  }

  private static final class NameTheFailed implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      result.getThrowable().ifPresent(cause -> System.out.println("FAILED " + identifier.getDisplayName() + ": " + cause));
    }
  }

  private static final class ClassTimes implements TestExecutionListener {
    private static final int MOST_LISTED = 20;

    private final Map<String, Long> started = new HashMap<>();
    private final Map<String, Long> took = new HashMap<>();

    @Override
    public void executionStarted(TestIdentifier identifier) {
      started.put(identifier.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      if (identifier.getSource().orElse(null) instanceof ClassSource type) {
        took.put(type.getClassName(), System.nanoTime() - started.get(identifier.getUniqueId()));
      }
    }

    void print() {
      took.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(MOST_LISTED)
          .forEach(type -> System.out.printf("%,7.1f s  %s%n", type.getValue() / 1e9, type.getKey()));
    }
  }
}
