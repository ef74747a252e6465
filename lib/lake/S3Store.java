package tarn.lake;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A lake in three buckets, one a zone. What is fetched is copied to this machine first and kept, see {@link StagedFiles};
 * raw lines are not kept. What is put is visible from one request on: that of the object, or the last one of many.
 */
final class S3Store implements Store {
  /** How many requests are under way at a time. */
  static final int THREADS = 16;

  private static final String SCHEME = "s3://";
  private static final int MOST_LISTINGS = 4;
  private static final int MOST_DELETED = 1000;
  /** Larger files go in parts; no part but the last may be smaller. */
  private static final long PART_BYTES = 8L << 20;
  private static final long MOST_PARTS = 10_000;
  /** For what is to happen while a lease is held: shorter than {@link Lease#SPARE}. */
  private static final Duration MOST_TIME = Duration.ofSeconds(25);

  private record Place(String bucket, String key) {
    @Override
    public String toString() {
      return SCHEME + bucket + "/" + key;
    }
  }

  private final String prefix;
  private final S3Settings settings;
  private final S3Client s3;
  private final StagedFiles staged;
  private final Path state;
  private final ExecutorService threads;
  /** Null where DuckDB reads copies. */
  private final HttpfsFiles curated;

  /** @param prefix of the names of the buckets */
  S3Store(String prefix, S3Settings settings) {
    this.prefix = prefix;
    this.settings = settings;
    this.curated = null;
    this.s3 = settings.client();
    this.staged = new StagedFiles(settings.cache(), settings.cacheBytes(), Clock.systemUTC());
    this.state = settings.state().resolve(prefix).toAbsolutePath().normalize();
    this.threads = Executors.newFixedThreadPool(THREADS, task -> {
      Thread thread = new Thread(task, "tarn-s3");
      thread.setDaemon(true);
      return thread;
    });
  }

  private S3Store(S3Store other, HttpfsFiles curated) {
    this.prefix = other.prefix;
    this.settings = other.settings;
    this.s3 = other.s3;
    this.staged = other.staged;
    this.state = other.state;
    this.threads = other.threads;
    this.curated = curated;
  }

  /** True for the name of a lake on S3. */
  static boolean isNamed(String lake) {
    return lake.startsWith(SCHEME);
  }

  /** @param lake s3://PREFIX */
  static S3Store of(String lake, S3Settings settings) {
    String prefix = lake.substring(SCHEME.length()).replaceFirst("/$", "");
    // A bucket has 63 characters at most, and the longest ending is -cleaned.
    if (!prefix.matches("[a-z0-9][a-z0-9.-]{1,54}")) {
      throw new LakeException(lake + " names no lake: give s3://PREFIX where the buckets are PREFIX-raw, PREFIX-cleaned and PREFIX-curated");
    }
    return new S3Store(prefix, settings);
  }

  private Place place(String path) {
    int slash = path.indexOf('/');
    return new Place(prefix + "-" + path.substring(0, slash), path.substring(slash + 1));
  }

  private static String zone(String path) {
    return path.substring(0, path.indexOf('/') + 1);
  }

  // --- Requests, one and many -------------------------------------------------------------------------------------

  private interface Request<T> {
    T send();
  }

  private static <T> T asked(String deed, Object of, Request<T> request) {
    try {
      return request.send();
    } catch (SdkException e) {
      throw S3Failure.of(deed + " " + of, e);
    }
  }

  /** Side by side, the results in order. The first failure ends it. */
  private <T, R> List<R> all(Collection<T> items, Function<T, R> work) {
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

  // --- What is there ----------------------------------------------------------------------------------------------

  @Override
  public List<LakeFile> list(Collection<String> prefixes) {
    return all(prefixes, this::listed).stream().flatMap(List::stream).toList();
  }

  private List<LakeFile> listed(String path) {
    Place place = place(path);
    String zone = zone(path);
    return asked("list", place, () -> s3.listObjectsV2Paginator(request -> request.bucket(place.bucket()).prefix(place.key())).contents()
        .stream().filter(object -> !object.key().endsWith("/")).map(object -> file(zone, object))
        .sorted(Comparator.comparing(LakeFile::path)).toList());
  }

  private static LakeFile file(String zone, S3Object object) {
    return new LakeFile(zone + object.key(), object.size(), object.lastModified().toEpochMilli(), etag(object.eTag()));
  }

  private static String etag(String quoted) {
    return quoted.replace("\"", "");
  }

  @Override
  public List<String> folders(String path) {
    Place place = place(path);
    return asked("list", place, () -> s3.listObjectsV2Paginator(request ->
        request.bucket(place.bucket()).prefix(place.key()).delimiter("/")).commonPrefixes()
        .stream().map(CommonPrefix::prefix).map(folder -> zone(path) + folder).sorted().toList());
  }

  @Override
  public LakeFile find(String path) {
    HeadObjectResponse head = head(place(path));
    return head == null ? null : new LakeFile(path, head.contentLength(), head.lastModified().toEpochMilli(), etag(head.eTag()));
  }

  private HeadObjectResponse head(Place place) {
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
  private SdkException withReason(SdkException refused, Place place) {
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

  // --- Reading ----------------------------------------------------------------------------------------------------

  @Override
  public Map<String, Content> read(Collection<String> paths) {
    List<String> inOrder = List.copyOf(paths);
    List<Content[]> contents = all(inOrder, path -> new Content[] {readOne(path)});
    Map<String, Content> found = new LinkedHashMap<>();
    for (int i = 0; i < inOrder.size(); i++) {
      if (contents.get(i)[0] != null) {
        found.put(inOrder.get(i), contents.get(i)[0]);
      }
    }
    return found;
  }

  private Content readOne(String path) {
    Place place = place(path);
    GetObjectRequest request = GetObjectRequest.builder().bucket(place.bucket()).key(place.key()).build();
    try {
      var answer = s3.getObjectAsBytes(request);
      return new Content(answer.asByteArrayUnsafe(), etag(answer.response().eTag()));
    } catch (SdkException e) {
      if (S3Failure.isStatus(e, 404) && !isBucketMissing(e)) {
        return null;
      }
      throw S3Failure.of("read " + place, e);
    }
  }

  private static boolean isBucketMissing(SdkException e) {
    return e instanceof software.amazon.awssdk.services.s3.model.NoSuchBucketException;
  }

  @Override
  public List<Path> fetch(Collection<LakeFile> files) {
    List<Path> copies = all(files, this::fetchOne);
    staged.evict();
    return copies;
  }

  private Path fetchOne(LakeFile file) {
    Place place = place(file.path());
    Path copy = staged.path(place.bucket(), place.key(), file.etag());
    try {
      if (!staged.isThere(copy, file.size())) {
        Path unfinished = staged.unfinished(copy);
        try {
          download(file, unfinished);
          staged.keep(unfinished, copy);
        } finally {
          Files.deleteIfExists(unfinished);
        }
      }
      return copy;
    } catch (IOException e) {
      throw new LakeException("cannot keep a copy of " + place + " (" + e.getMessage()
          + "): make room, or set TARN_CACHE to a folder with more of it", e);
    }
  }

  private void download(LakeFile file, Path target) throws IOException {
    Place place = place(file.path());
    GetObjectRequest request = GetObjectRequest.builder().bucket(place.bucket()).key(place.key()).ifMatch(file.etag()).build();
    try {
      // A temporary file of the raw zone is there already.
      Files.deleteIfExists(target);
      s3.getObject(request, ResponseTransformer.<GetObjectResponse>toFile(target));
    } catch (SdkException e) {
      if (S3Failure.isStatus(e, 404, 412)) {
        throw new FileReplaced(place + " was replaced or deleted while it was read: run the same command again", e);
      }
      throw S3Failure.of("read " + place, e);
    }
  }

  /** A file that is no more what was listed. */
  private static final class FileReplaced extends LakeException {
    FileReplaced(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Raw lines hold addresses, and leave no copy behind. */
  @Override
  public InputStream open(LakeFile file) throws IOException {
    Path copy = temporary(file.path());
    try {
      download(file, copy);
      return Files.newInputStream(copy, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  @Override
  public Path fetched(String folder) {
    Place place = place(folder);
    return staged.folder(place.bucket(), place.key());
  }

  /** The curated zone only: of cleaned files each would be opened, since their columns are united by name. */
  @Override
  public Store on(Connection connection) throws SQLException {
    if (settings.httpfs() == null) {
      return this;
    }
    Place place = place(Lake.CURATED + "aggregated/");
    return new S3Store(this, HttpfsFiles.connect(connection, settings.httpfs(), settings.access(), place.bucket(), Lake.CURATED,
        URI.create(s3.utilities().getUrl(request -> request.bucket(place.bucket()).key("x")).toString()), listed(Lake.CURATED + place.key())));
  }

  /** A partition that was replaced between listing and reading is listed again. */
  @Override
  public List<String> parquet(String folder, int depth, Predicate<LakeFile> wanted) {
    if (curated != null && folder.startsWith(Lake.CURATED)) {
      return curated.parquet(folder, depth, wanted);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        List<LakeFile> files = list(folder).stream().filter(file -> Store.isParquet(file, folder, depth) && wanted.test(file)).toList();
        return fetch(files).stream().map(Path::toString).toList();
      } catch (FileReplaced replaced) {
        if (attempt == MOST_LISTINGS) {
          throw replaced;
        }
      }
    }
  }

  // --- Writing ----------------------------------------------------------------------------------------------------

  @Override
  public Path temporary(String path) throws IOException {
    return temporaryFolder(zone(path)).resolve(ProcessHandle.current().pid() + "-" + java.util.UUID.randomUUID() + "-" + path.substring(path.lastIndexOf('/') + 1));
  }

  private Path temporaryFolder(String zone) throws IOException {
    if (!Files.isDirectory(state)) {
      Files.createDirectories(state.getParent());
      OwnerOnly.createFolder(state);
    }
    return Files.createDirectories(local(zone + "tmp"));
  }

  @Override
  public void put(Path temporary, String path, Gate gate) throws IOException {
    Place place = place(path);
    Publication publication = new Publication(place, gate, gate == Gate.OPEN ? null : find(path));
    long size = Files.size(temporary);
    String etag = size <= PART_BYTES ? publication.put(temporary) : putParts(temporary, size, publication);
    staged.forget(place.bucket(), place.key());
    if (etag != null && path.endsWith(".parquet")) {
      staged.keep(temporary, staged.path(place.bucket(), place.key(), etag));
    }
  }

  /**
   * The request that makes a file visible. One that goes through a gate replaces only what was there before it asked the
   * gate: whoever is held up behind it, and is late, replaces nothing that another one has put there meanwhile.
   */
  private final class Publication {
    private static final String WRITE = "tarn-write";

    private final Place place;
    private final Gate gate;
    private final String ifMatch;
    private final String ifNoneMatch;
    /** Tells what this request has written from what another one has. */
    private final String write = java.util.UUID.randomUUID().toString();
    private String etag;

    Publication(Place place, Gate gate, LakeFile before) {
      this.place = place;
      this.gate = gate;
      this.ifMatch = before == null ? null : '"' + before.etag() + '"';
      this.ifNoneMatch = before == null && gate != Gate.OPEN ? "*" : null;
    }

    Map<String, String> metadata() {
      return Map.of(WRITE, write);
    }

    /** @return the ETag; null where the gate did not let it happen without saying so */
    String put(Path file) throws IOException {
      return pass(() -> s3.putObject(request -> request.bucket(place.bucket()).key(place.key()).metadata(metadata())
          .ifMatch(ifMatch).ifNoneMatch(ifNoneMatch).overrideConfiguration(limits -> {
            if (gate != Gate.OPEN) {
              limits.apiCallTimeout(MOST_TIME);
            }
          }), RequestBody.fromFile(file)).eTag());
    }

    String complete(String upload, List<CompletedPart> parts) throws IOException {
      return pass(() -> s3.completeMultipartUpload(request -> request.bucket(place.bucket()).key(place.key()).uploadId(upload)
          .multipartUpload(CompletedMultipartUpload.builder().parts(parts).build()).ifMatch(ifMatch).ifNoneMatch(ifNoneMatch)
          .overrideConfiguration(limits -> limits.apiCallTimeout(MOST_TIME))).eTag());
    }

    private String pass(Request<String> request) throws IOException {
      gate.pass(() -> {
        try {
          etag = etag(request.send());
        } catch (SdkException e) {
          etag = written(e);
        }
      });
      return etag;
    }

    /** It may have been written, and the answer got lost on its way. */
    private String written(SdkException e) {
      if (S3Failure.isStatus(e, 404, 409, 412) && !isBucketMissing(e)) {
        HeadObjectResponse now = head(place);
        if (now != null && write.equals(now.metadata().get(WRITE))) {
          return etag(now.eTag());
        }
        if (gate != Gate.OPEN) {
          throw new LakeException("another command has changed " + place + " meanwhile: what was published stays whole; run this one again", e);
        }
      }
      throw S3Failure.of("write " + place, e);
    }
  }

  private String putParts(Path file, long size, Publication publication) throws IOException {
    Place place = publication.place;
    String upload = asked("write", place, () -> s3.createMultipartUpload(request ->
        request.bucket(place.bucket()).key(place.key()).metadata(publication.metadata())).uploadId());
    String etag = null;
    try {
      long partBytes = Math.max(PART_BYTES, size / MOST_PARTS + 1);
      List<Integer> numbers = new ArrayList<>();
      for (long from = 0; from < size; from += partBytes) {
        numbers.add(numbers.size() + 1);
      }
      etag = publication.complete(upload, all(numbers, number -> asked("write", place, () -> CompletedPart.builder().partNumber(number).eTag(
          s3.uploadPart(request -> request.bucket(place.bucket()).key(place.key()).uploadId(upload).partNumber(number),
              part(file, (number - 1) * partBytes, Math.min(partBytes, size - (number - 1) * partBytes))).eTag()).build())));
      return etag;
    } finally {
      if (etag == null) {
        abort(place, upload);
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
        throw new java.io.UncheckedIOException(e);
      }
    }, bytes, "application/octet-stream");
  }

  private void abort(Place place, String upload) {
    try {
      s3.abortMultipartUpload(request -> request.bucket(place.bucket()).key(place.key()).uploadId(upload));
    } catch (SdkException leftover) {
      // Nobody sees the parts, and the bucket takes them away after a day; the failure that matters is on its way.
    }
  }

  @Override
  public boolean create(String path, byte[] content) {
    return putIf(path, content, request -> request.ifNoneMatch("*"));
  }

  @Override
  public boolean replace(String path, Content read, byte[] content) {
    return putIf(path, content, request -> request.ifMatch("\"" + read.version() + "\""));
  }

  private boolean putIf(String path, byte[] content, java.util.function.Consumer<PutObjectRequest.Builder> condition) {
    Place place = place(path);
    try {
      s3.putObject(request -> condition.accept(request.bucket(place.bucket()).key(place.key())), RequestBody.fromBytes(content));
      return true;
    } catch (SdkException e) {
      // 412: it is not so. 409: another writer is at it. 404: what was to be replaced is gone.
      if (S3Failure.isStatus(e, 409, 412) || S3Failure.isStatus(e, 404) && !isBucketMissing(e)) {
        // It may have been so, and the answer got lost on its way: what is written here tells who wrote it.
        Content now = readOne(path);
        return now != null && Arrays.equals(now.bytes(), content);
      }
      throw S3Failure.of("write " + place, e);
    }
  }

  @Override
  public long delete(Collection<String> paths) {
    Map<String, List<String>> keys = paths.stream().map(this::place)
        .collect(Collectors.groupingBy(Place::bucket, Collectors.mapping(Place::key, Collectors.toList())));
    keys.forEach((bucket, ofBucket) -> {
      for (int from = 0; from < ofBucket.size(); from += MOST_DELETED) {
        List<ObjectIdentifier> objects = ofBucket.subList(from, Math.min(ofBucket.size(), from + MOST_DELETED)).stream()
            .map(key -> ObjectIdentifier.builder().key(key).build()).toList();
        DeleteObjectsResponse answer = asked("delete files of", SCHEME + bucket,
            () -> s3.deleteObjects(request -> request.bucket(bucket).delete(delete -> delete.objects(objects).quiet(true))));
        if (answer.hasErrors() && !answer.errors().isEmpty()) {
          throw new LakeException("cannot delete " + SCHEME + bucket + "/" + answer.errors().get(0).key() + " (S3 answered "
              + answer.errors().get(0).code() + "): have the policy extended, and run the same command again");
        }
      }
      ofBucket.forEach(key -> staged.forget(bucket, key));
    });
    return paths.size();
  }

  @Override
  public void deleteUnchanged(LakeFile file) {
    if (file.isStill(find(file.path()))) {
      delete(file.path());
    }
  }

  // --- This machine -----------------------------------------------------------------------------------------------

  @Override
  public void exclusively(Change change) throws IOException {
    change.make();
  }

  @Override
  public Presence present() {
    return null;
  }

  @Override
  public Path local(String path) {
    return state.resolve(path);
  }

  @Override
  public Path scratch() {
    try {
      return temporaryFolder(Lake.CURATED);
    } catch (IOException e) {
      throw new LakeException("cannot write to " + state + " (" + e.getMessage() + "): mend its permissions and run again", e);
    }
  }

  @Override
  public long deleteLeftovers(Instant before) throws IOException {
    long deleted = 0;
    for (String zone : List.of(Lake.RAW, Lake.CLEANED, Lake.CURATED)) {
      deleted += FolderTree.deleteOlder(local(zone + "tmp"), before);
    }
    return deleted;
  }

  @Override
  public String toString() {
    return SCHEME + prefix;
  }
}
