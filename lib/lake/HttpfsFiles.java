package tarn.lake;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Files of a bucket as DuckDB reads them where they are, by its extension httpfs and with the credentials of the SDK: of
 * each come the columns and row groups that a statement needs. They are those that were there when the connection was made:
 * DuckDB may open no others, nor the same ones by another endpoint, which a path could name.
 */
final class HttpfsFiles {
  /** In place of a file: the one that DuckDB has installed. */
  static final String INSTALLED = "installed";

  private final String bucket;
  private final String zone;
  private final List<LakeFile> files;

  private HttpfsFiles(String bucket, String zone, List<LakeFile> files) {
    this.bucket = bucket;
    this.zone = zone;
    this.files = files;
    for (LakeFile file : files) {
      // A pattern, or what stands behind a question mark, could name more than the file.
      if (file.path().matches(".*[*?\\[].*")) {
        throw new LakeException(name(file) + " has one of * ? [ in its name, which DuckDB would not take for a name: rename the object,"
            + " or unset TARN_HTTPFS and files are copied");
      }
    }
  }

  /**
   * Lets a connection read these files.
   *
   * @param extension the file of httpfs, or {@link #INSTALLED}
   * @param zone what their paths begin with and their keys do not
   * @param anyObject the address of some object in the bucket
   * @throws LakeException when DuckDB has no httpfs, or there are no credentials
   */
  static HttpfsFiles connect(Connection connection, String extension, AwsAccess access, String bucket, String zone, URI anyObject,
      List<LakeFile> files) throws SQLException {
    try {
      Duck.execute(connection, "load " + Duck.text(extension.equals(INSTALLED) ? "httpfs" : extension));
    } catch (SQLException e) {
      throw new LakeException("DuckDB cannot load its extension httpfs (" + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
          + "): install that of DuckDB " + version(connection) + ", name its file by TARN_HTTPFS, or unset TARN_HTTPFS and files are copied", e);
    }
    String secret = secret(access, bucket, anyObject);
    try {
      Duck.execute(connection, secret);
    } catch (SQLException e) {
      // Without the cause: it may quote the statement.
      throw new LakeException("DuckDB's extension httpfs does not take the credentials or the endpoint: unset TARN_HTTPFS and files are copied");
    }
    // As the files are no longer local.
    Duck.execute(connection, "set disable_parquet_prefetching = false");
    HttpfsFiles httpfs = new HttpfsFiles(bucket, zone, files);
    Duck.execute(connection, "set allowed_paths = [" + files.stream().map(file -> Duck.text(httpfs.name(file))).collect(Collectors.joining(", ")) + "]");
    return httpfs;
  }

  private static String version(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion();
  }

  private static String secret(AwsAccess access, String bucket, URI anyObject) {
    AwsCredentials credentials;
    try {
      credentials = access.credentials().resolveCredentials();
    } catch (SdkException e) {
      throw S3Failure.of("read s3://" + bucket, e);
    }
    String host = anyObject.getAuthority();
    boolean isInHost = host.startsWith(bucket + ".");
    return "create or replace temporary secret lake (type s3, provider config, scope " + Duck.text("s3://" + bucket + "/")
        + ", key_id " + Duck.text(credentials.accessKeyId()) + ", secret " + Duck.text(credentials.secretAccessKey())
        + (credentials instanceof AwsSessionCredentials session ? ", session_token " + Duck.text(session.sessionToken()) : "")
        + ", region " + Duck.text(access.usedRegion().id()) + ", endpoint " + Duck.text(isInHost ? host.substring(bucket.length() + 1) : host)
        + ", url_style " + Duck.text(isInHost ? "vhost" : "path") + ", use_ssl " + anyObject.getScheme().equals("https") + ")";
  }

  /** The wanted ones that lie so many folders below a folder. */
  List<String> parquet(String folder, int depth, Predicate<LakeFile> wanted) {
    return files.stream().filter(file -> file.path().startsWith(folder) && Store.isParquet(file, folder, depth) && wanted.test(file))
        .map(this::name).toList();
  }

  private String name(LakeFile file) {
    return "s3://" + bucket + "/" + file.path().substring(zone.length());
  }
}
