package tarn.bench;

import java.util.Arrays;
import tarn.enrich.AllowList;
import tarn.event.EventJsonWriter;
import tarn.event.Outcome;
import tarn.event.PixelOptions;
import tarn.event.Transform;
import tarn.log.LogFormat;

/** A process that transforms one record and ends: what the first record costs where a JVM starts for it. */
final class FirstRecord {
  private FirstRecord() {}

  /** @param arguments the line of a real-time log */
  public static void main(String... arguments) throws Exception {
    Transform transform = new Transform(new PixelOptions(AllowList.everything()), day -> new byte[32]);
    Outcome outcome = transform.apply(LogFormat.REALTIME.parser().parse(arguments[0]));
    if (!(outcome instanceof Outcome.Ok)) {
      throw new IllegalArgumentException(Arrays.toString(arguments) + " is refused: " + outcome);
    }
    System.out.write(new EventJsonWriter().bytes(outcome));
    System.out.flush();
  }
}
