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
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
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
  private static final int MOST_LISTINGS = 4;
  private static final int MOST_DELETED = 1000;
  private final String prefix;
  private final S3Settings settings;
  private final S3Requests requests;
  private final S3Client s3;
  private final StagedFiles staged;
  private final Path state;
  /** Null where DuckDB reads copies. */
  private final HttpfsFiles curated;

  /** @param prefix of the names of the buckets */
  S3Store(String prefix, S3Settings settings) {
    this.prefix = prefix;
    this.settings = settings;
    this.curated = null;
    this.s3 = settings.client();
    this.requests = new S3Requests(s3);
    this.staged = new StagedFiles(settings.cache(), settings.cacheBytes(), Clock.systemUTC());
    this.state = settings.state().resolve(prefix).toAbsolutePath().normalize();
  }

  private S3Store(S3Store other, HttpfsFiles curated) {
    this.prefix = other.prefix;
    this.settings = other.settings;
    this.s3 = other.s3;
    this.requests = other.requests;
    this.staged = other.staged;
    this.state = other.state;
    this.curated = curated;
  }

  /** True for the name of a lake on S3. */
  static boolean isNamed(String lake) {
    return lake.startsWith(S3Place.SCHEME);
  }

  /** @param lake s3://PREFIX */
  static S3Store of(String lake, S3Settings settings) {
    String prefix = lake.substring(S3Place.SCHEME.length()).replaceFirst("/$", "");
    // A bucket has 63 characters at most, and the longest ending is -cleaned.
    if (!prefix.matches("[a-z0-9][a-z0-9.-]{1,54}")) {
      throw new LakeException(lake + " names no lake: give s3://PREFIX where the buckets are PREFIX-raw, PREFIX-cleaned and PREFIX-curated");
    }
    return new S3Store(prefix, settings);
  }

  private S3Place place(String path) {
    int slash = path.indexOf('/');
    return new S3Place(prefix + "-" + path.substring(0, slash), path.substring(slash + 1));
  }

  private static String zone(String path) {
    return path.substring(0, path.indexOf('/') + 1);
  }

  @Override
  public List<LakeFile> list(Collection<String> prefixes) {
    return requests.all(prefixes, this::listed).stream().flatMap(List::stream).toList();
  }

  private List<LakeFile> listed(String path) {
    S3Place place = place(path);
    String zone = zone(path);
    return S3Requests.asked("list", place, () -> s3.listObjectsV2Paginator(request -> request.bucket(place.bucket()).prefix(place.key())).contents()
        .stream().filter(object -> !object.key().endsWith("/")).map(object -> file(zone, object))
        .sorted(Comparator.comparing(LakeFile::path)).toList());
  }

  private static LakeFile file(String zone, S3Object object) {
    return new LakeFile(zone + object.key(), object.size(), object.lastModified().toEpochMilli(), S3Requests.etag(object.eTag()));
  }

  @Override
  public List<String> folders(String path) {
    S3Place place = place(path);
    return S3Requests.asked("list", place, () -> s3.listObjectsV2Paginator(request ->
        request.bucket(place.bucket()).prefix(place.key()).delimiter("/")).commonPrefixes()
        .stream().map(CommonPrefix::prefix).map(folder -> zone(path) + folder).sorted().toList());
  }

  @Override
  public LakeFile find(String path) {
    HeadObjectResponse head = requests.head(place(path));
    return head == null ? null : new LakeFile(path, head.contentLength(), head.lastModified().toEpochMilli(), S3Requests.etag(head.eTag()));
  }

  @Override
  public Map<String, Content> read(Collection<String> paths) {
    List<String> inOrder = List.copyOf(paths);
    List<Content[]> contents = requests.all(inOrder, path -> new Content[] {readOne(path)});
    Map<String, Content> found = new LinkedHashMap<>();
    for (int i = 0; i < inOrder.size(); i++) {
      if (contents.get(i)[0] != null) {
        found.put(inOrder.get(i), contents.get(i)[0]);
      }
    }
    return found;
  }

  private Content readOne(String path) {
    S3Place place = place(path);
    GetObjectRequest request = GetObjectRequest.builder().bucket(place.bucket()).key(place.key()).build();
    try {
      var answer = s3.getObjectAsBytes(request);
      return new Content(answer.asByteArrayUnsafe(), S3Requests.etag(answer.response().eTag()));
    } catch (SdkException e) {
      if (S3Failure.isStatus(e, 404) && !S3Failure.isBucketMissing(e)) {
        return null;
      }
      throw S3Failure.of("read " + place, e);
    }
  }

  @Override
  public List<Path> fetch(Collection<LakeFile> files) {
    List<Path> copies = requests.all(files, this::fetchOne);
    staged.evict();
    return copies;
  }

  private Path fetchOne(LakeFile file) {
    S3Place place = place(file.path());
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
    S3Place place = place(file.path());
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
    S3Place place = place(folder);
    return staged.folder(place.bucket(), place.key());
  }

  /** The curated zone only: of cleaned files each would be opened, since their columns are united by name. */
  @Override
  public Store on(Connection connection) throws SQLException {
    if (settings.httpfs() == null) {
      return this;
    }
    S3Place place = place(Lake.CURATED + "aggregated/");
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
    S3Place place = place(path);
    String etag = new S3Publication(requests, place, gate).put(temporary);
    staged.forget(place.bucket(), place.key());
    if (etag != null && path.endsWith(".parquet")) {
      staged.adopt(temporary, staged.path(place.bucket(), place.key(), etag));
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
    S3Place place = place(path);
    try {
      s3.putObject(request -> condition.accept(request.bucket(place.bucket()).key(place.key())), RequestBody.fromBytes(content));
      return true;
    } catch (SdkException e) {
      // 412: it is not so. 409: another writer is at it. 404: what was to be replaced is gone.
      if (S3Failure.isStatus(e, 409, 412) || S3Failure.isStatus(e, 404) && !S3Failure.isBucketMissing(e)) {
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
        .collect(Collectors.groupingBy(S3Place::bucket, Collectors.mapping(S3Place::key, Collectors.toList())));
    keys.forEach((bucket, ofBucket) -> {
      for (int from = 0; from < ofBucket.size(); from += MOST_DELETED) {
        List<ObjectIdentifier> objects = ofBucket.subList(from, Math.min(ofBucket.size(), from + MOST_DELETED)).stream()
            .map(key -> ObjectIdentifier.builder().key(key).build()).toList();
        DeleteObjectsResponse answer = S3Requests.asked("delete files of", S3Place.SCHEME + bucket,
            () -> s3.deleteObjects(request -> request.bucket(bucket).delete(delete -> delete.objects(objects).quiet(true))));
        if (answer.hasErrors() && !answer.errors().isEmpty()) {
          throw new LakeException("cannot delete " + S3Place.SCHEME + bucket + "/" + answer.errors().get(0).key() + " (S3 answered "
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
    return S3Place.SCHEME + prefix;
  }
}
