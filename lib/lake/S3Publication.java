package tarn.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * How a file becomes visible in one request, the only one or, of a large file, the last. One that goes through a gate
 * replaces only what was there before it asked the gate: whoever is held up behind it, and is late, replaces nothing that
 * another one has put there meanwhile.
 */
final class S3Publication {
  private static final String WRITE = "tarn-write";
  /** Larger files go in parts; no part but the last may be smaller. */
  private static final long PART_BYTES = 8L << 20;
  private static final long MOST_PARTS = 10_000;
  /** For what is to happen while a lease is held: shorter than {@link Lease#SPARE}. */
  private static final Duration MOST_TIME = Duration.ofSeconds(25);

  private final S3Requests requests;
  private final S3Client s3;
  private final S3Place place;
  private final Gate gate;
  private final String ifMatch;
  private final String ifNoneMatch;
  /** Tells what this request has written from what another one has. */
  private final String write = UUID.randomUUID().toString();
  private String etag;

  S3Publication(S3Requests requests, S3Place place, Gate gate) {
    this.requests = requests;
    this.s3 = requests.client();
    this.place = place;
    this.gate = gate;
    HeadObjectResponse before = gate == Gate.OPEN ? null : requests.head(place);
    this.ifMatch = before == null ? null : before.eTag();
    this.ifNoneMatch = before == null && gate != Gate.OPEN ? "*" : null;
  }

  /** @return the ETag; null where the gate did not let it happen without saying so */
  String put(Path file) throws IOException {
    long size = Files.size(file);
    return size <= PART_BYTES ? putWhole(file) : putParts(file, size);
  }

  private String putWhole(Path file) throws IOException {
    return pass(() -> s3.putObject(request -> request.bucket(place.bucket()).key(place.key()).metadata(Map.of(WRITE, write))
        .ifMatch(ifMatch).ifNoneMatch(ifNoneMatch).overrideConfiguration(this::limit), RequestBody.fromFile(file)).eTag());
  }

  private String putParts(Path file, long size) throws IOException {
    String upload = S3Requests.asked("write", place, () -> s3.createMultipartUpload(request ->
        request.bucket(place.bucket()).key(place.key()).metadata(Map.of(WRITE, write))).uploadId());
    String written = null;
    try {
      long partBytes = Math.max(PART_BYTES, size / MOST_PARTS + 1);
      List<Integer> numbers = new ArrayList<>();
      for (long from = 0; from < size; from += partBytes) {
        numbers.add(numbers.size() + 1);
      }
      written = complete(upload, requests.all(numbers, number -> S3Requests.asked("write", place, () -> CompletedPart.builder().partNumber(number)
          .eTag(s3.uploadPart(request -> request.bucket(place.bucket()).key(place.key()).uploadId(upload).partNumber(number),
              part(file, (number - 1) * partBytes, Math.min(partBytes, size - (number - 1) * partBytes))).eTag()).build())));
      return written;
    } finally {
      if (written == null) {
        abort(upload);
      }
    }
  }

  private static RequestBody part(Path file, long from, long bytes) {
    return RequestBody.fromContentProvider(() -> {
      try {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(from);
        return new BoundedStream(in, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }, bytes, "application/octet-stream");
  }

  private String complete(String upload, List<CompletedPart> parts) throws IOException {
    return pass(() -> s3.completeMultipartUpload(request -> request.bucket(place.bucket()).key(place.key()).uploadId(upload)
        .multipartUpload(CompletedMultipartUpload.builder().parts(parts).build()).ifMatch(ifMatch).ifNoneMatch(ifNoneMatch)
        .overrideConfiguration(this::limit)).eTag());
  }

  private void limit(AwsRequestOverrideConfiguration.Builder limits) {
    if (gate != Gate.OPEN) {
      limits.apiCallTimeout(MOST_TIME);
    }
  }

  private void abort(String upload) {
    try {
      s3.abortMultipartUpload(request -> request.bucket(place.bucket()).key(place.key()).uploadId(upload));
    } catch (SdkException leftover) {
      // Nobody sees the parts, and the bucket takes them away after a day; the failure that matters is on its way.
    }
  }

  private String pass(S3Requests.Request<String> request) throws IOException {
    gate.pass(() -> {
      try {
        etag = S3Requests.etag(request.send());
      } catch (SdkException e) {
        etag = written(e);
      }
    });
    return etag;
  }

  /** It may have been written, and the answer got lost on its way. */
  private String written(SdkException e) {
    if (S3Failure.isStatus(e, 404, 409, 412) && !S3Failure.isBucketMissing(e)) {
      HeadObjectResponse now = requests.head(place);
      if (now != null && write.equals(now.metadata().get(WRITE))) {
        return S3Requests.etag(now.eTag());
      }
      if (gate != Gate.OPEN) {
        throw new LakeException("another command has changed " + place + " meanwhile: what was published stays whole; run this one again", e);
      }
    }
    throw S3Failure.of("write " + place, e);
  }
}
