package tarn.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.function.Consumer;
import org.crac.Core;
import org.crac.Resource;
import tarn.event.PixelOptions;
import tarn.lake.Lake;
import tarn.lake.LakeException;
import tarn.lake.SaltFiles;

/**
 * The function that Firehose calls: log lines become events. {@code TARN_LAKE} names the lake and {@code TARN_DOMAINS}
 * the sites whose hits are taken, with commas between them; {@code TARN_TRIM_SLASH} may be true. The salt of a day is read, or made, when the first hit of
 * that day comes; none is in the snapshot from which instances begin.
 */
public final class TransformHandler implements RequestStreamHandler, Resource {
  private final PixelOptions options;
  private final FirehoseTransform transform;
  private final InstanceLedger ledger;
  private final Clock clock;
  private final Consumer<String> metrics;
  private Consumer<String> log = line -> {};

  public TransformHandler() {
    this(new Settings(System.getenv()));
    Core.getGlobalContext().register(this);
  }

  private TransformHandler(Settings settings) {
    this(settings.lake(), settings.hits(), Clock.systemUTC(), System.out::println);
  }

  /** @param metrics takes lines that have to stand in the log as they are */
  TransformHandler(Lake lake, PixelOptions options, Clock clock, Consumer<String> metrics) {
    this.options = options;
    this.clock = clock;
    this.metrics = metrics;
    this.transform = new FirehoseTransform(options, new SaltFiles(lake, clock), line -> log.accept(line));
    this.ledger = new InstanceLedger(lake, options, clock);
  }

  @Override
  public void handleRequest(InputStream request, OutputStream response, Context context) throws IOException {
    log = context.getLogger()::log;
    FailedShare failed = new FailedShare();
    response.write(transform.answer(FirehoseRequest.read(request), ledger::of, failed::add));
    String metric = failed.line(context.getFunctionName(), clock.instant());
    if (metric != null) {
      metrics.accept(metric);
    }
    try {
      ledger.write();
    } catch (LakeException notNow) {
      log.accept("counts were not written, the next call writes them: " + notNow.getMessage());
    }
  }

  /** Loads what every call needs, and nothing that is secret or random. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws IOException {
    MadeUpCall.answer(options);
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Connections and credentials are made at the first call.
  }
}
