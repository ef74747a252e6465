package tarn.lake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Requests to S3, one and many; what fails is a {@link LakeException} of one sentence. */
final class S3Requests {
  /** How many requests are under way at a time. */
  static final int MOST_AT_A_TIME = 16;

  interface Request<T> {
    T send();
  }

  private final S3Client s3;
  private final ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_A_TIME, task -> {
    Thread thread = new Thread(task, "tarn-s3");
    thread.setDaemon(true);
    return thread;
  });

  S3Requests(S3Client s3) {
    this.s3 = s3;
  }

  S3Client client() {
    return s3;
  }

  /** @param deed what is tried, such as: read */
  static <T> T asked(String deed, Object of, Request<T> request) {
    try {
      return request.send();
    } catch (SdkException e) {
      throw S3Failure.of(deed + " " + of, e);
    }
  }

  /** Side by side, the results in order. The first failure ends it. */
  <T, R> List<R> all(Collection<T> items, Function<T, R> work) {
    if (items.size() == 1) {
      return List.of(work.apply(items.iterator().next()));
    }
    List<Callable<R>> tasks = new ArrayList<>();
    items.forEach(item -> tasks.add(() -> work.apply(item)));
    List<R> results = new ArrayList<>();
    List<Future<R>> running = tasks.stream().map(threads::submit).toList();
    try {
      for (Future<R> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LakeException("interrupted: nothing in the lake is half written; run the same command again", e);
    } finally {
      running.forEach(each -> each.cancel(true));
    }
  }

  /** What is told of an object; null where there is none. */
  HeadObjectResponse head(S3Place place) {
    try {
      return s3.headObject(request -> request.bucket(place.bucket()).key(place.key()));
    } catch (SdkException e) {
      if (S3Failure.isStatus(e, 404)) {
        return null;
      }
      throw S3Failure.of("look at " + place, withReason(e, place));
    }
  }

  /** The answer to HEAD has no body, which would tell credentials that have expired from those that are not enough: GET has. */
  private SdkException withReason(SdkException refused, S3Place place) {
    if (!S3Failure.isStatus(refused, 400, 403)) {
      return refused;
    }
    try {
      s3.getObject(request -> request.bucket(place.bucket()).key(place.key()).range("bytes=0-0"), ResponseTransformer.toBytes());
      return refused;
    } catch (SdkException told) {
      return told;
    }
  }

  static String etag(String quoted) {
    return quoted.replace("\"", "");
  }
}
