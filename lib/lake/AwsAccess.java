package tarn.lake;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * How AWS is reached, as with the AWS CLI: what is null here comes from the environment, from the profile, or from the machine's role.
 *
 * @param endpoint of another service that speaks as AWS does, or of an emulator
 */
public record AwsAccess(URI endpoint, String region, String profile) {
  /** Everything from the environment. */
  public static final AwsAccess BY_ENVIRONMENT = new AwsAccess(null, null, null);

  /** Whether a call has failed because there is nothing to sign it with. */
  public static boolean isWithoutCredentials(SdkException failure) {
    return String.valueOf(failure.getMessage()).contains("Unable to load credentials");
  }

  /** The SDK tries all places, and says this of one of them. */
  private static boolean isSignInExpired(SdkException failure) {
    return failure.getMessage().contains("SSO session associated with this profile has expired");
  }

  /** What is wrong where {@link #isWithoutCredentials}. */
  public static String missing(SdkException failure) {
    return isSignInExpired(failure) ? "the sign-in of the profile has expired"
        : "none of the places where the AWS CLI looks for credentials has any";
  }

  /** What to do then. */
  public static String howToSignIn(SdkException failure) {
    return isSignInExpired(failure) ? "run aws sso login, and the same command again"
        : "sign in, name a --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  }

  /** Looked for when the first request is made. */
  public AwsCredentialsProvider credentials() {
    return DefaultCredentialsProvider.builder().profileName(profile).build();
  }

  /** @throws LakeException where none is set, unless another service is asked, which does not mind */
  public Region usedRegion() {
    if (region != null) {
      return Region.of(region);
    }
    // The AWS CLI knows this name, the SDK does not.
    String given = System.getenv("AWS_REGION") == null ? System.getenv("AWS_DEFAULT_REGION") : null;
    if (given != null) {
      return Region.of(given);
    }
    try {
      return DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion();
    } catch (SdkClientException none) {
      if (isOtherEndpoint()) {
        return Region.US_EAST_1;
      }
      throw new LakeException("no AWS region is set: give --region, set AWS_REGION, or name one in the profile", none);
    }
  }

  /** Whether it is not AWS that is asked. Others know buckets by path; where they are, the SDK finds in the environment or the profile too. */
  public boolean isOtherEndpoint() {
    String name = profile != null ? profile : ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    return endpoint != null || System.getenv("AWS_ENDPOINT_URL_S3") != null || System.getenv("AWS_ENDPOINT_URL") != null
        || ProfileFile.defaultProfileFile().profile(name).flatMap(known -> known.property("endpoint_url")).isPresent();
  }
}
