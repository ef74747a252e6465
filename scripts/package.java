///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Builds the zips of the functions on AWS.
// A class cannot be named package.
//MAIN packaging
//SOURCES ../lib/Stack.java

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tarn.cli.ExitCode;
import tarn.cli.Repository;
import tarn.cli.RuleFiles;
import tarn.cli.TarnCommand;
import tarn.stack.Architecture;
import tarn.stack.LambdaPackage;

@Command(name = "package", description = "Builds the zips of the two functions on AWS; deploy does it by itself. The same sources give the same bytes.",
    footer = {"", "Examples:", "  ./jbang package", "  ./jbang package --architecture x86_64 --out zips", "  ./jbang package --referrers partners.csv"})
class packaging extends TarnCommand {
  @Option(names = "--architecture", defaultValue = "arm64", description = "arm64 or x86_64: whose libraries of DuckDB go in (default: ${DEFAULT-VALUE}).")
  Architecture architecture;

  @Option(names = "--out", defaultValue = "build", paramLabel = "FOLDER", description = "Where they go, over older ones (default: ${DEFAULT-VALUE}).")
  Path folder;

  @Mixin
  RuleFiles rules;

  @Override
  public Integer call() throws Exception {
    for (LambdaPackage.Zip zip : LambdaPackage.ofThisJvm(Repository.root(), architecture).with(rules).build(folder)) {
      System.out.println(zip.file());
      say("%s: %,d bytes, unpacked %,d.", zip.file().getFileName(), Files.size(zip.file()), zip.unpackedBytes());
    }
    return ExitCode.DONE;
  }

  public static void main(String... arguments) {
    main(new packaging(), arguments);
  }
}
