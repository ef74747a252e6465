package tarn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What README shows of the demo, held against a run for the same week. */
public final class ReadmeDemo {
  private static final Pattern BLOCK = Pattern.compile("(?s)(\n    \\./jbang demo\n.*?```text\n)(.*?)(\n…\n```)");
  private static final Pattern SHARES = Pattern.compile("(In the demo these are\\s+)\\S+ % and \\S+ %");
  private static final Pattern DAY = Pattern.compile("(?m)^  (\\d{4}-\\d\\d-\\d\\d) ");
  private static final Pattern SITE = Pattern.compile("(?m)^ \\S+\\.example .* (\\S+ %) *$");

  private ReadmeDemo() {}

  /** The page with the lines that a demo of its week prints today: as many as it shows, and the shares it names. */
  public static String refreshed(String readme) throws IOException, InterruptedException {
    Matcher block = BLOCK.matcher(readme);
    if (!block.find()) {
      throw new IllegalStateException("README.md shows no output of the demo");
    }
    String shown = block.group(2);
    String lastDay = DAY.matcher(shown).results().map(day -> day.group(1)).max(String::compareTo).orElseThrow();
    String output = demo(lastDay);
    String today = output.lines().limit(shown.lines().count()).map(String::stripTrailing)
        .collect(Collectors.joining("\n"));
    String shares = SITE.matcher(output).results().map(site -> site.group(1)).collect(Collectors.joining(" and "));
    MatchResult found = block.toMatchResult();
    String page = readme.substring(0, found.start(2)) + today + readme.substring(found.end(2));
    return SHARES.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(shares));
  }

  private static String demo(String lastDay) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tarn-readme");
    try {
      Shell.Output demo = Shell.withTheClassesOfThisJvm(folder).run("./jbang demo --to " + lastDay);
      if (demo.exitCode() != 0) {
        throw new IllegalStateException("the demo failed: " + demo.text());
      }
      return demo.text();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    Path[] deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toArray(Path[]::new);
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
