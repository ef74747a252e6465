package tarn.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The page {@code docs/commands.md}, made from the commands' own help. */
public final class CommandDocument {
  /** What the environment may say. A test finds those that the sources read. */
  static final Map<String, String> ENVIRONMENT = new TreeMap<>(Map.ofEntries(
      Map.entry("TARN_LAKE", "stands in for `--lake`"),
      Map.entry("TARN_DOMAINS", "stands in for `--domains`"),
      Map.entry("TERM", "where it is set, and standard output is a terminal, progress bars are shown"),
      Map.entry("HOSTNAME", "names this machine in a lease, where the system does not"),
      Map.entry("COMPUTERNAME", "names this machine in a lease, on Windows"),
      Map.entry("PATH", "where `notebooks` looks for JupyterLab and Python"),
      Map.entry("XDG_DATA_HOME", "where `notebooks` installs what it needs, if the project cannot be written; `~/.local/share` where it is not set"),
      Map.entry("JAVA_HOME", "the JDK that `./jbang` prefers to the one on the `PATH`"),
      Map.entry("JBANG_JAVA_OPTIONS", "options for the JVM of JBang itself; its other `JBANG_` variables hold as well"),
      Map.entry("TARN_CACHE", "the folder for copies of files on S3; the cache folder of the user where not set"),
      Map.entry("TARN_CACHE_MB", "how many megabytes of them are kept (10240 where not set)"),
      Map.entry("TARN_HTTPFS", "how DuckDB finds its extension httpfs, by which curated files on S3 are read without copies: its file, or"
          + " `installed`; files are copied where not set"),
      Map.entry("XDG_CACHE_HOME", "the cache folder of the user, on Linux"),
      Map.entry("XDG_STATE_HOME", "the folder of the user for what `serve` holds before it is on S3, on Linux"),
      Map.entry("LOCALAPPDATA", "the same two, on Windows"),
      Map.entry("AWS_REGION", "stands in for `--region`, as do `AWS_DEFAULT_REGION` and the profile; all else that the AWS SDK reads holds as well"),
      Map.entry("AWS_DEFAULT_REGION", "stands in for `AWS_REGION`"),
      Map.entry("AWS_ENDPOINT_URL_S3", "stands in for `--endpoint-url`"),
      Map.entry("AWS_ENDPOINT_URL", "the same, for all services of AWS")));

  private CommandDocument() {}

  public static String markdown() throws IOException, ReflectiveOperationException {
    StringBuilder page = new StringBuilder("""
        # Commands

        Made from the commands' own `--help` by `./jbang test --write-docs`; a test holds the two together. Each is run as
        `./jbang NAME`, from any folder. Results go to standard output, everything else to standard error.

        ## Exit codes

        | code | meaning |
        | --- | --- |
        """);
    Commands.of("query").getCommandSpec().usageMessage().exitCodeList()
        .forEach((code, meaning) -> page.append("| ").append(code).append(" | ").append(meaning).append(" |\n"));
    page.append("\n## Environment\n\n| variable | meaning |\n| --- | --- |\n");
    ENVIRONMENT.forEach((name, meaning) ->
        page.append("| `").append(name).append("` | ").append(meaning).append(" |\n"));
    for (String name : Commands.names()) {
      CommandLine command = Commands.of(name);
      UsageMessageSpec usage = command.getCommandSpec().usageMessage();
      usage.autoWidth(false);
      usage.width(100);
      page.append("\n## ").append(name).append("\n\n```text\n").append(command.getUsageMessage(Ansi.OFF));
      page.append("```\n");
    }
    return page.toString();
  }
}
