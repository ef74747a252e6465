///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Takes the stack on AWS away, and keeps the data.
//SOURCES ../lib/Stack.java

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tarn.cli.ExitCode;
import tarn.cli.TarnCommand;
import tarn.stack.AwsRefusal;
import tarn.stack.Destroy;
import tarn.stack.StackOptions;

@Command(name = "destroy", description = "Takes the stack on AWS away: names what goes, asks, takes its policies from whoever has them, and keeps the three buckets of data, which deploy takes in again.",
    footer = {"", "Examples:", "  ./jbang destroy", "  ./jbang destroy --with-data"})
public class destroy extends TarnCommand {
  @Mixin
  StackOptions options;

  @Option(names = "--with-data", description = "Delete the data too. Nobody can bring it back.")
  boolean withData;

  @Override
  public Integer call() throws Exception {
    options.requireAnAnswer();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Destroy destroy = new Destroy(options.account(), options.stack(), options.prefix(), line -> say("%s", line), out);
    boolean done = AwsRefusal.told(() -> destroy.run(withData, () -> options.confirm("Delete this?")));
    say(done ? "Done." : "Nothing was changed.");
    return done ? ExitCode.DONE : ExitCode.FAILED;
  }

  public static void main(String... arguments) {
    main(new destroy(), arguments);
  }
}
