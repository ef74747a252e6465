package tarn.serve;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tarn.cli.ChildJvm;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Lake;

/** A collector in a process of its own, made to be killed: prints its port, and goes on until it is. */
public final class CollectorRun {
  private CollectorRun() {}

  public static void main(String... arguments) throws Exception {
    Collector collector = Collector.start(Lake.openOrCreate(Path.of(arguments[0])), new CollectorSettings("127.0.0.1", 0, -1,
        new PixelOptions(AllowList.everything()), List.of(), null, null, 0, Duration.ofMillis(2), Duration.ofMillis(300), 1 << 20, 1 << 30, Duration.ofSeconds(1)),
        Clock.systemUTC(), System.out::println);
    System.out.println("port " + collector.port());
    collector.join();
  }

  /** Starts one, to which permissions mean what they mean to a normal user; the first line of its output is its port. */
  static Process start(Path lake) throws java.io.IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
    }
    command.addAll(ChildJvm.command());
    command.addAll(List.of(CollectorRun.class.getName(), lake.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
