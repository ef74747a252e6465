package tarn.lake;

import java.net.SocketTimeoutException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** What the SDK throws when it has given up, as one sentence that says what to do. */
final class S3Failure {
  private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
  private static final Set<String> UNKNOWN = Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken");

  private S3Failure() {}

  /** @param deed what was tried, such as: read s3://bucket/key */
  static LakeException of(String deed, SdkException failure) {
    return new LakeException("cannot " + deed + " (" + cause(failure) + "): " + advice(failure), failure);
  }

  static boolean isStatus(SdkException failure, int... statuses) {
    return failure instanceof AwsServiceException answer && java.util.Arrays.stream(statuses).anyMatch(status -> status == answer.statusCode());
  }

  static boolean isBucketMissing(SdkException failure) {
    return failure instanceof NoSuchBucketException;
  }

  private static String code(SdkException failure) {
    return failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        && answer.awsErrorDetails().errorCode() != null ? answer.awsErrorDetails().errorCode() : "";
  }

  private static String cause(SdkException failure) {
    if (failure instanceof AwsServiceException answer) {
      return "S3 answered " + answer.statusCode() + (code(failure).isEmpty() ? "" : " " + code(failure));
    }
    if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException
        || deepest(failure) instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (AwsAccess.isWithoutCredentials(failure)) {
      return AwsAccess.missing(failure);
    }
    Throwable deepest = deepest(failure);
    return String.valueOf(deepest.getMessage()).lines().findFirst().orElse(deepest.getClass().getSimpleName());
  }

  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static String advice(SdkException failure) {
    String code = code(failure);
    if (EXPIRED.contains(code)) {
      return "the credentials have expired: sign in again, and run the same command again";
    }
    if (UNKNOWN.contains(code)) {
      return "S3 does not know these credentials: check the profile, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    }
    if (code.equals("NoSuchBucket")) {
      return "give the PREFIX of three buckets that are there, PREFIX-raw, PREFIX-cleaned and PREFIX-curated";
    }
    if (isStatus(failure, 301, 307, 400) && (code.equals("PermanentRedirect") || code.equals("AuthorizationHeaderMalformed"))) {
      return "the bucket is in another region: name it with --region";
    }
    if (isStatus(failure, 401, 403)) {
      return "the credentials do not allow it: use others with --profile, or have the policy extended";
    }
    if (isStatus(failure, 500, 502, 503, 504)) {
      return "it stayed so for all attempts: wait a while, and run the same command again; nothing is half written";
    }
    if (AwsAccess.isWithoutCredentials(failure)) {
      return AwsAccess.howToSignIn(failure);
    }
    return "check the network and the endpoint, and run the same command again; nothing is half written";
  }
}
