package tarn.lake;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A file of a lake, as a listing tells it.
 *
 * @param path below the lake, with forward slashes, beginning with its zone
 * @param size in bytes
 * @param modified milliseconds since 1970 UTC
 * @param etag what S3 calls the content; null in a folder, where size and time tell a file from what was there before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LakeFile(String path, long size, long modified, String etag) {
  /** The fingerprint of the file, or of the files it was merged out of: merging changes no fingerprint. */
  public Fingerprint fingerprint() {
    Fingerprint merged = MergedFile.fingerprint(name());
    return merged != null ? merged : Fingerprint.of(path + '\n' + size + '\n' + (etag != null ? etag : modified));
  }

  /** True where it was merged out of others. */
  public boolean isMerged() {
    return MergedFile.fingerprint(name()) != null;
  }

  /** True where {@code now} is what this was when it was listed; null for a file that is gone. */
  boolean isStill(LakeFile now) {
    return now != null && now.size() == size && (etag != null ? etag.equals(now.etag()) : modified == now.modified());
  }

  /** Its name without the folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder it lies in, with a slash at its end. */
  public String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
