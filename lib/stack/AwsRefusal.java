package tarn.stack;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import tarn.lake.LakeException;

/** What AWS did not do, as one sentence. */
public final class AwsRefusal {
  /** Work that talks to AWS. */
  public interface Call<T> {
    T run() throws Exception;
  }

  private AwsRefusal() {}

  /** Runs it, and turns what the SDK throws into a sentence for a person. */
  public static <T> T told(Call<T> call) throws Exception {
    try {
      return call.run();
    } catch (SdkException refused) {
      throw new LakeException(sentence(refused), refused);
    }
  }

  private static String sentence(SdkException refused) {
    if (refused instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      return service.awsErrorDetails().serviceName() + " refused: " + service.awsErrorDetails().errorMessage()
          + " (" + service.awsErrorDetails().errorCode() + ")";
    }
    String message = String.valueOf(refused.getMessage());
    if (message.contains("Unable to load credentials")) {
      return "no credentials were found: run aws configure, name a --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    }
    return refused instanceof SdkClientException ? "AWS cannot be reached: " + message.lines().findFirst().orElse("") : message;
  }
}
