package tarn.stack;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import tarn.lake.AwsAccess;
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
    if (AwsAccess.isWithoutCredentials(refused)) {
      return AwsAccess.missing(refused) + ": " + AwsAccess.howToSignIn(refused);
    }
    String message = String.valueOf(refused.getMessage());
    return refused instanceof SdkClientException ? "AWS cannot be reached: " + message.lines().findFirst().orElse("") : message;
  }
}
