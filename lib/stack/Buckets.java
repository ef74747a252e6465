package tarn.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import tarn.lake.LakeException;

/**
 * Makes, fills, empties and deletes buckets, as far as CloudFormation does not. Each call names the account that is to own the
 * bucket, and S3 refuses it where another does: our names can be guessed, and code that was put into a bucket of somebody else's would be
 * theirs to exchange before it runs here.
 */
final class Buckets {
  /** What a call of DeleteObjects takes. */
  private static final int DELETED_AT_ONCE = 1_000;
  private static final int NO_ACCESS = 403;

  private final S3Client s3;
  private final String owner;

  /** @param owner number of the account whose buckets these are */
  Buckets(S3Client s3, String owner) {
    this.s3 = s3;
    this.owner = owner;
  }

  /** @throws LakeException where the bucket is somebody else's */
  boolean exists(String bucket) {
    try {
      s3.headBucket(request -> request.bucket(bucket).expectedBucketOwner(owner));
      return true;
    } catch (NoSuchBucketException missing) {
      return false;
    } catch (S3Exception refused) {
      if (refused.statusCode() == NO_ACCESS) {
        throw new LakeException("the bucket " + bucket + " is not yours: another account than " + owner
            + " has it, or these credentials may not use it; give another --prefix, or other credentials", refused);
      }
      throw refused;
    }
  }

  /**
   * A private bucket that forgets uploads which were not finished.
   *
   * @param tlsOnly whether it refuses plain HTTP
   */
  void create(String bucket, String region, String partition, boolean tlsOnly) {
    s3.createBucket(request -> {
      request.bucket(bucket);
      if (!region.equals("us-east-1")) {
        request.createBucketConfiguration(place -> place.locationConstraint(BucketLocationConstraint.fromValue(region)));
      }
    });
    s3.putPublicAccessBlock(request -> request.bucket(bucket).expectedBucketOwner(owner).publicAccessBlockConfiguration(block -> block
        .blockPublicAcls(true).blockPublicPolicy(true).ignorePublicAcls(true).restrictPublicBuckets(true)));
    if (tlsOnly) {
      s3.putBucketPolicy(request -> request.bucket(bucket).expectedBucketOwner(owner).policy(denyPlainHttp(bucket, partition)));
    }
    LifecycleRule rule = LifecycleRule.builder().id("incomplete-uploads").status("Enabled").filter(all -> all.prefix(""))
        .abortIncompleteMultipartUpload(abort -> abort.daysAfterInitiation(1)).build();
    s3.putBucketLifecycleConfiguration(request -> request.bucket(bucket).expectedBucketOwner(owner).lifecycleConfiguration(rules -> rules.rules(rule)));
  }

  private static String denyPlainHttp(String bucket, String partition) {
    String arn = "arn:" + partition + ":s3:::" + bucket;
    return """
        {"Version": "2012-10-17", "Statement": [{"Sid": "DenyPlainHttp", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
         "Resource": ["%s", "%s/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}
        """.formatted(arn, arn);
  }

  /** Uploads a file whose name tells its content, unless it is there already. */
  void putOnce(String bucket, String key, Path file) {
    try {
      s3.headObject(request -> request.bucket(bucket).key(key).expectedBucketOwner(owner));
    } catch (NoSuchKeyException missing) {
      s3.putObject(request -> request.bucket(bucket).key(key).expectedBucketOwner(owner), RequestBody.fromFile(file));
    }
  }

  /** Downloads an object over what is in the file. @return false where there is none */
  boolean get(String bucket, String key, Path file) throws IOException {
    Files.deleteIfExists(file);
    try {
      s3.getObject(request -> request.bucket(bucket).key(key).expectedBucketOwner(owner), file);
      return true;
    } catch (NoSuchKeyException | NoSuchBucketException missing) {
      return false;
    }
  }

  void put(String bucket, String key, String contentType, String cacheControl, byte[] content) {
    s3.putObject(request -> request.bucket(bucket).key(key).expectedBucketOwner(owner).contentType(contentType).cacheControl(cacheControl),
        RequestBody.fromBytes(content));
  }

  /** @return how many objects were deleted */
  long empty(String bucket) {
    long deleted = 0;
    List<ObjectIdentifier> batch = new ArrayList<>();
    for (S3Object object : s3.listObjectsV2Paginator(request -> request.bucket(bucket).expectedBucketOwner(owner)).contents()) {
      batch.add(ObjectIdentifier.builder().key(object.key()).build());
      if (batch.size() == DELETED_AT_ONCE) {
        deleted += delete(bucket, batch);
      }
    }
    return deleted + delete(bucket, batch);
  }

  private long delete(String bucket, List<ObjectIdentifier> batch) {
    if (batch.isEmpty()) {
      return 0;
    }
    List<ObjectIdentifier> keys = List.copyOf(batch);
    var answer = s3.deleteObjects(request -> request.bucket(bucket).expectedBucketOwner(owner).delete(delete -> delete.objects(keys).quiet(true)));
    if (answer.hasErrors() && !answer.errors().isEmpty()) {
      throw new LakeException("cannot delete " + answer.errors().get(0).key() + " of " + bucket + " ("
          + answer.errors().get(0).message() + "): mend that and run this again");
    }
    batch.clear();
    return keys.size();
  }

  /** Empties and deletes a bucket that may be gone already. */
  long remove(String bucket) {
    if (!exists(bucket)) {
      return 0;
    }
    long deleted = empty(bucket);
    s3.deleteBucket(request -> request.bucket(bucket).expectedBucketOwner(owner));
    return deleted;
  }
}
