///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Runs the tests; the last line is "N passed, N failed".
//SOURCES ../lib/Test.java

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import tarn.cli.Repository;
import tarn.event.TableDocument;
import tarn.lake.GoldenFiles;

/**
 * Usage: {@code ./jbang test [--slow | --drill] [NAME-PATTERN]}, {@code --write-docs} to make docs/tables.md anew, or
 * {@code --write-golden} to write what golden logs become today, for a reviewer of the difference.
 */
public class test {
  public static void main(String... arguments) throws IOException {
    List<String> given = List.of(arguments);
    if (given.contains("--write-docs")) {
      Files.writeString(Repository.root().resolve("docs/tables.md"), TableDocument.markdown());
      return;
    }
    if (given.contains("--write-golden")) {
      GoldenFiles.write();
      return;
    }
    boolean drill = given.contains("--drill");
    boolean slow = drill || given.contains("--slow");
    String pattern = given.stream().filter(argument -> !argument.startsWith("-")).findFirst().orElse(".*Test");
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
        .selectors(selectPackage("tarn"))
        .filters(includeClassNamePatterns(".*" + pattern));
    if (!slow) {
      request.filters(excludeTags("slow"));
    }
    if (!drill) {
      request.filters(excludeTags("drill"));
    }
    SummaryGeneratingListener counts = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request.build(), counts, new NameTheFailed());
    TestExecutionSummary summary = counts.getSummary();
    summary.printFailuresTo(new PrintWriter(System.out), 12);
    long failed = summary.getTotalFailureCount();
    System.out.println(summary.getTestsSucceededCount() + " passed, " + failed + " failed");
    System.exit(failed == 0 && summary.getTestsSucceededCount() > 0 ? 0 : 1);
  }

  private static final class NameTheFailed implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      result.getThrowable().ifPresent(cause -> System.out.println("FAILED " + identifier.getDisplayName() + ": " + cause));
    }
  }
}
